/** Marks words that are looked for wherever they are on the screen, without touching what is drawn there. */

const NAME = 'kith-found';

/** For places in a text: as it is compared, and as long as before. Case does not matter. */
export function comparable(text: string): string {
  const lower = text.toLowerCase();
  // A few letters become longer (İ): then places would not fit.
  return lower.length === text.length ? lower : text;
}

/**
 * Until the answer is called; also in what comes into view later. `inside`: a selector of the elements whose text counts.
 * One marking at a time in the whole page.
 */
export function markText(within: Element, words: readonly string[], inside: string): () => void {
  const wanted = words.map(comparable).filter((word) => word !== '');
  const mark = () => CSS.highlights.set(NAME, new Highlight(...rangesOf(within, wanted, inside)));
  mark();
  const observer = new MutationObserver(mark);
  observer.observe(within, { childList: true, characterData: true, subtree: true });
  return () => {
    observer.disconnect();
    CSS.highlights.delete(NAME);
  };
}

function rangesOf(within: Element, wanted: readonly string[], inside: string): Range[] {
  const ranges: Range[] = [];
  for (const element of within.querySelectorAll(inside)) {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode as Text;
      const here = comparable(node.data);
      for (const word of wanted) {
        for (let at = here.indexOf(word); at >= 0; at = here.indexOf(word, at + word.length)) {
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + word.length);
          ranges.push(range);
        }
      }
    }
  }
  return ranges;
}
