/**
 * Where the focus goes when something closes, for Base UI: by ourselves, because given an element without a tab stop it
 * would look for one in it. Without an element it decides.
 */
export function focusOn(element: HTMLElement | null): boolean {
  element?.focus({ preventScroll: true });
  return element === null;
}
