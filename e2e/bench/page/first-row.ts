/**
 * Loaded before the page's own scripts; tells when the first row of a list was painted. `data-row` selects the row,
 * `data-press` a button that is pressed as soon as it is there. There is no network to tell it by, so it is told to the
 * main process as a command that it does not know, which it writes to its log.
 */
const { row = '', press } = document.currentScript?.dataset ?? {};
let pressed = press === undefined;

const observer = new MutationObserver(() => {
  if (!pressed) {
    const button = document.querySelector<HTMLButtonElement>(press ?? '');
    if (button === null) return;
    pressed = true;
    button.click();
  }
  if (document.querySelector(row) === null) return;
  observer.disconnect();
  // A frame's callbacks run before it is painted; a message that they post arrives when it has been.
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => void window.kithWire?.call(`painted at ${Date.now()}`, null);
    port2.postMessage(null);
  });
});
observer.observe(document, { childList: true, subtree: true });

export {};
