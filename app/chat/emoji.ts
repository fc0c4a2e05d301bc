/** Messages of nothing but a few emoji are shown bigger. */

const MOST = 6;
const EMOJI = /^(?:\p{RGI_Emoji}|\p{Emoji_Presentation}|\p{Extended_Pictographic}\u{FE0F}?)$/v;
const CHARACTERS = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** How many emoji a text of emoji and spaces has; 0 when it has anything else, or more than a few. */
export function emojiCount(text: string): number {
  // The longest emoji, a family with skin tones, takes 35 units.
  if (text.length > MOST * 40) return 0;
  let count = 0;
  for (const { segment } of CHARACTERS.segment(text)) {
    if (/^\s+$/.test(segment)) continue;
    if (!EMOJI.test(segment) || ++count > MOST) return 0;
  }
  return count;
}
