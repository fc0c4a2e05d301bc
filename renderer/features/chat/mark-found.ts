/** Marks the words that are looked for wherever they are on the screen, without touching what is drawn there. */
import { comparable } from './find-in-chat.ts';

const NAME = 'kith-found';

/** Until the answer is called; also in messages that come into view later. */
export function markFound(within: Element, text: string): () => void {
  const wanted = comparable(text.trim());
  const mark = () => CSS.highlights.set(NAME, new Highlight(...rangesOf(within, wanted)));
  mark();
  const observer = new MutationObserver(mark);
  observer.observe(within, { childList: true, characterData: true, subtree: true });
  return () => {
    observer.disconnect();
    CSS.highlights.delete(NAME);
  };
}

function rangesOf(within: Element, wanted: string): Range[] {
  const ranges: Range[] = [];
  if (wanted === '') return ranges;
  for (const body of within.querySelectorAll('.message-words, .message-code, .message-subject, .message-emoji')) {
    const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode as Text;
      const here = comparable(node.data);
      for (let at = here.indexOf(wanted); at >= 0; at = here.indexOf(wanted, at + wanted.length)) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + wanted.length);
        ranges.push(range);
      }
    }
  }
  return ranges;
}
