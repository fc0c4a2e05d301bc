/** Key combinations: `Mod` is Command on a Mac and Control elsewhere. */

const IS_MAC = typeof navigator !== 'undefined' && /Mac/.test(navigator.userAgent);

/** Such as `Mod+Shift+A`, `Alt+ArrowUp`, `F6`: modifiers in this order, then KeyboardEvent.key. */
export type Keys = string;

export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/**
 * By the character, or, where the keyboard writes no Latin (a Korean or Russian layout), by the place of the key.
 */
export function isPressed(keys: Keys, press: KeyPress, mac = IS_MAC): boolean {
  const parts = keys.split('+');
  const key = parts.at(-1) ?? '';
  const [mod, shift, alt] = ['Mod', 'Shift', 'Alt'].map((name) => parts.includes(name));
  if ((mac ? press.metaKey : press.ctrlKey) !== mod) return false;
  if ((mac ? press.ctrlKey : press.metaKey) || press.altKey !== alt) return false;
  // A sign such as / may itself need Shift on some keyboards.
  if (press.shiftKey !== shift && /^([A-Z0-9]|\w{2,})$/.test(key)) return false;
  const pressed = press.key === '+' ? '=' : press.key; // the same key on many keyboards, and "zoom in" on all
  if (pressed.toUpperCase() === key.toUpperCase()) return true;
  return /^[A-Z]$/.test(key) && !/^[a-z]$/i.test(press.key) && press.code === `Key${key}`;
}

const MAC_NAMES: Record<string, string> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↩', Escape: 'esc', Delete: '⌦' };
const NAMES: Record<string, string> = { Mod: 'Ctrl', Escape: 'Esc', Delete: 'Del' };
const ARROWS: Record<string, string> = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→' };

/** As it is printed: "Ctrl+K", "⌘K". */
export function shownKeys(keys: Keys, mac = IS_MAC): string {
  const names = mac ? MAC_NAMES : NAMES;
  return keys
    .split('+')
    .map((part) => names[part] ?? ARROWS[part] ?? part)
    .join(mac ? '' : '+');
}
