/**
 * SASLprep (RFC 4013) as far as it decides what a password's bytes are: both sides have to come to the same ones.
 * What it would refuse (control characters) is left to the server: it set the password.
 */
const OTHER_SPACES = /[\u00A0\u1680\u2000-\u200B\u202F\u205F\u3000]/g; // RFC 3454 table C.1.2
const NOTHING = /[\u00AD\u1806\u200C\u2060\uFEFF]|\u200D|\u034F|[\u180B-\u180D]|[\uFE00-\uFE0F]/g; // table B.1

export function prepare(text: string): string {
  return text.replace(OTHER_SPACES, ' ').replace(NOTHING, '').normalize('NFKC');
}
