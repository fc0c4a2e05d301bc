/** The parts of the window that F6 walks through: elements with `data-pane`, in the order of the page. */

export function focusNextPane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.checkVisibility());
  const current = panes.findIndex((pane) => pane.contains(document.activeElement));
  const start = current < 0 && step < 0 ? 0 : current;
  for (let i = 1; i <= panes.length; i++) {
    const pane = panes[(start + i * step + panes.length * 2) % panes.length];
    if (pane !== undefined && focusPane(pane)) return;
  }
}

/** The window is so narrow that the main pane stands in place of the list. */
export function isOnePane(): boolean {
  return document.querySelector('[data-pane="list"]')?.checkVisibility() === false;
}

/** What had the focus went away, or out of view in a narrow window: the keyboard goes on in this pane. */
export function keepFocusInView(name: 'list' | 'main'): () => void {
  const frame = requestAnimationFrame(() => {
    const focused = document.activeElement;
    if (focused !== null && focused !== document.body && focused.checkVisibility()) return;
    const pane = document.querySelector<HTMLElement>(`[data-pane="${name}"]`);
    if (!pane?.checkVisibility()) return;
    // Without a row or field to go on in, the pane as a whole: no button is lit up for it.
    if (!focusFirst(pane, CHOSEN)) pane.focus({ preventScroll: true });
  });
  return () => cancelAnimationFrame(frame);
}

/** The pane's own choice, the row with the tab stop, or the first thing that takes the focus. */
export function focusPane(pane: HTMLElement): boolean {
  return focusFirst(pane, [...CHOSEN, FOCUSABLE]);
}

const CHOSEN = ['[data-pane-focus]', '[aria-current="page"]', '[data-index][tabindex="0"]'];
const FOCUSABLE = 'button, input, textarea, select, a[href], [tabindex="0"], [contenteditable="true"]';

function focusFirst(pane: HTMLElement, selectors: readonly string[]): boolean {
  for (const selector of selectors) {
    for (const element of pane.querySelectorAll<HTMLElement>(selector)) {
      if (!element.checkVisibility()) continue;
      element.focus();
      if (document.activeElement === element) return true;
    }
  }
  return false;
}
