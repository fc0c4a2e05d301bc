/**
 * Release notes as plain text. They come from outside, mostly as HTML: what is markup goes, what it meant for the lines
 * stays. The result is shown as text, so nothing here has to be trusted to have caught everything.
 */

/** Characters; more than this nobody reads in a settings page. */
const LIMIT = 20_000;

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  bull: '•',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  copy: '©',
};

export function plainNotes(source: string): string {
  const text = source
    .slice(0, LIMIT * 4)
    .replace(/\r\n?/g, '\n')
    .replace(/<!--[\s\S]*?(-->|$)/g, '')
    // Not to be read: neither the tags nor what is between them.
    .replace(/<(script|style|head|template|svg)\b[\s\S]*?(<\/\1\s*>|$)/gi, '')
    .replace(/<li\b[^>]*>/gi, '\n• ')
    .replace(/<(br|hr)\b[^>]*>/gi, '\n')
    .replace(/<\/?(ul|ol|tr|div|section|table)\b[^>]*>/gi, '\n')
    .replace(/<\/?(p|h[1-6]|blockquote|pre)\b[^>]*>/gi, '\n\n')
    // A tag begins with a letter: `a < b` is none.
    .replace(/<\/?[a-z!][^>]*(>|$)/gi, '')
    .replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,8});/gi, entity)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that must not be shown
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[ \t\u00a0]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n+•\s*/g, '\n• ')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return text.length <= LIMIT ? text : `${text.slice(0, LIMIT).trimEnd()}…`;
}

function entity(whole: string, name: string): string {
  if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? whole;
  const hex = name[1] === 'x' || name[1] === 'X';
  const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10);
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '';
}
