/** Keyboard movement in a list of which only a part exists: one row has the tab stop. */
import { type FocusEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { findByTyping } from './find-by-typing.ts';
import { isTextField } from './typing.ts';
import { useHadFocus } from './use-had-focus.ts';

interface RovingOptions<T> {
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  readonly textOf: ((item: T) => string) | undefined;
  readonly onActivate: ((item: T) => void) | undefined;
  readonly onRowKey: ((event: KeyboardEvent, item: T) => void) | undefined;
  /** Brings the row into view, so that it exists. */
  readonly reveal: (index: number) => void;
  readonly elementAt: (index: number) => HTMLElement | null;
  readonly pageSize: () => number;
}

interface RovingRow {
  /** The row with the tab stop. */
  readonly index: number;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocus: (event: FocusEvent) => void;
  readonly onBlur: () => void;
  /** Moves the keyboard to the row of this key, or to the one with the tab stop. */
  readonly focus: (key?: string) => void;
}

export function useRovingRow<T>(options: RovingOptions<T>): RovingRow {
  const { items, keyOf, textOf, onActivate, onRowKey, reveal, elementAt, pageSize } = options;
  // By key: when rows come and go, the tab stop stays with its row; when the row itself goes, with its place.
  const [at, setAt] = useState({ key: '', index: 0 });
  const wanted = useRef<number | null>(null);
  const typed = useRef({ text: '', at: 0 });
  const { hadFocus, onFocus: noteFocus, onBlur } = useHadFocus();
  const index = place(items, keyOf, at);

  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const element = elementAt(wanted.current);
    if (element === null) return;
    wanted.current = null;
    element.focus({ preventScroll: true });
  });

  // The row went with the keyboard in it, which goes on in the one that took its place.
  useLayoutEffect(() => {
    const item = items[index];
    if (item === undefined || keyOf(item) === at.key) return;
    if (hadFocus.current && document.activeElement === document.body) elementAt(index)?.focus({ preventScroll: true });
  });

  function moveTo(next: number): void {
    const clamped = Math.min(Math.max(next, 0), items.length - 1);
    const item = items[clamped];
    if (item === undefined) return;
    reveal(clamped);
    wanted.current = clamped;
    setAt({ key: keyOf(item), index: clamped });
    const element = elementAt(clamped);
    if (element !== null) {
      wanted.current = null;
      element.focus({ preventScroll: true });
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    const item = items[index];
    if (item === undefined || isTextField(event.target) || event.nativeEvent.isComposing) return;
    const ownRow = event.target === elementAt(index);
    onRowKey?.(event, item);
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = moveOf(event.key, index, items.length, pageSize());
    if (target !== undefined) moveTo(target);
    else if (ownRow && (event.key === 'Enter' || event.key === ' ')) onActivate?.(item);
    else if (textOf !== undefined && event.key.length === 1 && event.key !== ' ') {
      typed.current = {
        text: event.timeStamp - typed.current.at < 700 ? typed.current.text + event.key : event.key,
        at: event.timeStamp,
      };
      const found = findByTyping(items, textOf, typed.current.text, index);
      if (found !== undefined) moveTo(found);
    } else return;
    event.preventDefault();
  }

  function onFocus(event: FocusEvent): void {
    noteFocus();
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-index]');
    const next = Number(row?.dataset.index ?? -1);
    const item = items[next];
    if (item !== undefined && (next !== at.index || keyOf(item) !== at.key)) setAt({ key: keyOf(item), index: next });
  }

  function focus(key?: string): void {
    const found = key === undefined ? index : items.findIndex((item) => keyOf(item) === key);
    if (found >= 0) moveTo(found);
  }

  return { index, onKeyDown, onFocus, onBlur, focus };
}

function place<T>(items: readonly T[], keyOf: (item: T) => string, at: { key: string; index: number }): number {
  const same = items[at.index];
  if (same !== undefined && keyOf(same) === at.key) return at.index;
  const moved = at.key === '' ? -1 : items.findIndex((item) => keyOf(item) === at.key);
  return moved >= 0 ? moved : Math.max(0, Math.min(at.index, items.length - 1));
}

function moveOf(key: string, index: number, count: number, page: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return index + 1;
    case 'ArrowUp':
      return index - 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    case 'PageDown':
      return index + page;
    case 'PageUp':
      return index - page;
    default:
      return undefined;
  }
}
