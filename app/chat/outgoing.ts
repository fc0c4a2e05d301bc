/** A text as it is sent. */
import { LONGEST_BODY } from '../contract/chat.ts';

export type BodyProblem = 'empty' | 'too-long';

/** Line ends as XMPP has them, no empty lines around it, and nothing that XML can't carry (XML 1.0 section 2.2). */
export function bodyOf(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\t\n\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/^\n+|\s+$/g, '');
}

export function bodyProblem(body: string): BodyProblem | null {
  if (body.trim() === '') return 'empty';
  return body.length > LONGEST_BODY ? 'too-long' : null;
}
