/** Whether somebody is writing right now; nothing may take the focus from them. */

/** After this long without a key (ms) a text field with the focus is only a place where the cursor happens to be. */
const PAUSE = 4000;

let lastKey = Number.NEGATIVE_INFINITY;

/** Keeps watch over the whole page. */
export function watchTyping(): () => void {
  const note = (event: Event) => {
    if (isTextField(event.target)) lastKey = performance.now();
  };
  const events = ['keydown', 'input', 'compositionupdate'];
  for (const name of events) window.addEventListener(name, note, { capture: true, passive: true });
  return () => {
    for (const name of events) window.removeEventListener(name, note, { capture: true });
  };
}

/** A key was pressed in the focused text field a moment ago, or it holds words that are not sent yet. */
export function isSomebodyTyping(): boolean {
  const field = document.activeElement;
  if (!isTextField(field)) return false;
  return performance.now() - lastKey < PAUSE || textOf(field) !== '';
}

export function isTextField(target: unknown): target is HTMLElement {
  if (target instanceof HTMLInputElement) return !/^(button|checkbox|radio|range|submit)$/.test(target.type);
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLElement && target.isContentEditable);
}

function textOf(field: HTMLElement): string {
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) return field.value.trim();
  return field.textContent?.trim() ?? '';
}
