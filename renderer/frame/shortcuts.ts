/** Every key combination in one place; a feature attaches what it does while it is on the screen. */
import { useEffect, useRef } from 'react';
import type { MessageKey } from '../../app/i18n/translator.ts';
import { isPressed, type Keys } from './keys.ts';

const MOVE = {
  switcher: 'Mod+K',
  previousChat: 'Alt+ArrowUp',
  nextChat: 'Alt+ArrowDown',
  chats: 'Mod+1',
  contacts: 'Mod+2',
  requests: 'Mod+3',
  settings: 'Mod+,',
  nextPane: 'F6',
  previousPane: 'Shift+F6',
} as const satisfies Record<string, Keys>;

const DO = {
  newChat: 'Mod+N',
  addContact: 'Mod+Shift+A',
  larger: 'Mod+=',
  smaller: 'Mod+-',
  naturalSize: 'Mod+0',
  find: 'Mod+F',
  escape: 'Escape',
  sheet: 'Mod+/',
} as const satisfies Record<string, Keys>;

/** They mean something in one place only, which takes them there: the field to write in, a message with the focus. */
export const WRITE = {
  send: 'Enter',
  newLine: 'Shift+Enter',
  editLast: 'ArrowUp',
  reply: 'R',
  edit: 'E',
  react: ':',
  retract: 'Delete',
  menu: 'Shift+F10',
} as const satisfies Record<string, Keys>;

/** Those of the whole window. */
export const SHORTCUTS = { ...MOVE, ...DO };

export interface ListedShortcut {
  readonly words: MessageKey;
  readonly keys: Keys;
}

/** All of them, as they are listed for a person. */
export const SHORTCUT_GROUPS: readonly { readonly title: MessageKey; readonly shortcuts: readonly ListedShortcut[] }[] =
  [
    { title: 'frame.shortcuts.move', shortcuts: listed(MOVE) },
    { title: 'frame.shortcuts.do', shortcuts: listed(DO) },
    { title: 'frame.shortcuts.write', shortcuts: listed(WRITE) },
  ];

function listed(group: Readonly<Partial<Record<ShortcutId | keyof typeof WRITE, Keys>>>): ListedShortcut[] {
  const entries = Object.entries(group) as [ShortcutId | keyof typeof WRITE, Keys][];
  return entries.map(([id, keys]) => ({ words: `frame.shortcut.${id}`, keys }));
}

export type ShortcutId = keyof typeof SHORTCUTS;

/** Answers `false` when it is not for this action: another one may take it. */
type Action = (event: KeyboardEvent) => unknown;

const actions = new Map<ShortcutId, Action[]>();

/** While the component is there, the shortcut does this; the one that came last is asked first. */
export function useShortcut(id: ShortcutId, action: Action): void {
  const newest = useRef(action);
  useEffect(() => {
    newest.current = action;
  });
  useEffect(() => attach(id, (event) => newest.current(event)), [id]);
}

export function attach(id: ShortcutId, action: Action): () => void {
  actions.set(id, [action, ...(actions.get(id) ?? [])]);
  return () => {
    actions.set(
      id,
      (actions.get(id) ?? []).filter((other) => other !== action),
    );
  };
}

/** Listens on the page; what a field, menu or dialog used for itself does not come here. */
export function listenForShortcuts(target: Pick<Window, 'addEventListener' | 'removeEventListener'>): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || isInFront(event.target)) return;
    for (const id of Object.keys(SHORTCUTS) as ShortcutId[]) {
      if (isPressed(SHORTCUTS[id], event) && run(id, event)) {
        event.preventDefault();
        return;
      }
    }
  };
  target.addEventListener('keydown', onKeyDown);
  return () => target.removeEventListener('keydown', onKeyDown);
}

function run(id: ShortcutId, event: KeyboardEvent): boolean {
  return (actions.get(id) ?? []).some((action) => action(event) !== false);
}

/** Does what the keys would do, from a button or a menu. */
export function press(id: ShortcutId): void {
  run(id, new KeyboardEvent('keydown'));
}

/** The same from outside the page, such as from the menu bar; a dialog that is open comes first. */
export function pressFromOutside(id: ShortcutId, page: Pick<Document, 'querySelector'> = document): void {
  if (page.querySelector('[role="dialog"]') === null) press(id);
}

/** A dialog or a menu is open, and its keys are its own. */
function isInFront(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('[role="dialog"], [role="menu"], [role="listbox"].ui-select-popup') !== null
  );
}
