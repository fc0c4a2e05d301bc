/** Links in what people write. Only these schemes lead anywhere; main checks the same list before it opens one. */
import { LinkifyIt } from 'linkify-it';

const SCHEMES = ['http:', 'https:', 'mailto:', 'xmpp:'];

const linkify = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true })
  .add('ftp:', null)
  .add('//', null)
  .add('xmpp:', {
    validate: (text, at) =>
      /^[^\s<>"“”]{1,1024}[^\s<>"“”.,:;!?)\]}'’，。、！？；：]/u.exec(text.slice(at))?.[0].length ?? 0,
  });

export interface TextPart {
  readonly text: string;
  /** Where it leads; absent: plain text. */
  readonly url?: string;
}

const CJK = '\\p{Script=Han}\\p{Script=Hangul}\\p{Script=Hiragana}\\p{Script=Katakana}，。、！？；：（）「」『』《》“”';
/** Chinese and Japanese put no space before a link. */
const LINK_AFTER_CJK = new RegExp(`(?<=[${CJK}])(?=https?://|mailto:|xmpp:|www\\.)`, 'iu');
/** What follows a link without a space: Chinese punctuation, or a Korean particle right behind a Latin host name. */
const FOREIGN_END = new RegExp(
  `(?:[，。、！？；：（）「」『』《》].*|(?<=^(?:https?://|mailto:)?(?:[a-z0-9._%+-]+@)?[a-z0-9.-]+)[${CJK}].*)$`,
  'iu',
);
/** Names of files whose endings are also countries. */
const FILE_NAME = /^[^/:@]+\.(?:md|py|rs|sh|pl|so|cc|ps|mm)$/i;

/** The text in parts, none of it lost. A name without a scheme leads to https, an address to mailto. */
export function linkParts(text: string): TextPart[] {
  return text.split(LINK_AFTER_CJK).flatMap(partsOf);
}

function partsOf(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const { schema, url, index, lastIndex } of linkify.match(text) ?? []) {
    const found = text.slice(index, lastIndex);
    const shown = found.replace(FOREIGN_END, '');
    const target = linkTarget(schema, url.slice(0, url.length - (found.length - shown.length)), shown);
    if (target === undefined) continue;
    if (index > end) parts.push({ text: text.slice(end, index) });
    parts.push({ text: shown, url: target });
    end = index + shown.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

function linkTarget(schema: string, url: string, shown: string): string | undefined {
  if (schema === '' && FILE_NAME.test(shown)) return undefined;
  const target = schema === '' ? url.replace(/^http:/, 'https:') : url;
  if (!URL.canParse(target)) return undefined;
  const { protocol, username, password } = new URL(target);
  // A web address with a name or password in it serves to disguise where it leads.
  return SCHEMES.includes(protocol) && username === '' && password === '' ? target : undefined;
}
