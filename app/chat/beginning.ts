/** Messages that would fill the window and more are shown by their beginning, until the person asks for all of them. */

/** What is longer, in UTF-16 units or lines, is cut; far above what is shown then, so that cutting is worth it. */
const LONG = { text: 4000, lines: 60 };
const SHOWN = { text: 2000, lines: 30 };
/** A grapheme is hardly ever longer (UTF-16 units). */
const AROUND = 64;
const CHARACTERS = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The beginning of a long text, at the end of a line or word where there is one; undefined: it is not long. */
export function beginningOf(text: string): string | undefined {
  if (text.length <= LONG.text && endOfLines(text, LONG.lines) >= text.length) return undefined;
  const end = endOfLines(text, SHOWN.lines);
  if (end <= SHOWN.text) return text.slice(0, end);
  const cut = text.slice(0, SHOWN.text);
  const space = cut.search(/\s\S*$/);
  if (space > SHOWN.text - 200) return cut.slice(0, space);
  // Between two characters, not inside of one.
  const near = SHOWN.text - AROUND;
  let whole = near;
  for (const { index } of CHARACTERS.segment(text.slice(near, SHOWN.text + AROUND))) {
    if (near + index > SHOWN.text) break;
    whole = near + index;
  }
  return text.slice(0, whole);
}

/** Where so many lines end; the text's own end if it has fewer. */
function endOfLines(text: string, lines: number): number {
  let end = -1;
  for (let line = 0; line < lines; line += 1) {
    end = text.indexOf('\n', end + 1);
    if (end < 0) return text.length;
  }
  return end;
}
