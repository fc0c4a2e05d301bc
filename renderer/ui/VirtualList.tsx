import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import {
  type HTMLAttributes,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from 'react';
import { ContextMenu, type MenuEntry } from './Menu.tsx';
import { useRem } from './use-rem.ts';
import { useRovingRow } from './use-roving-row.ts';
import './VirtualList.css';

export interface VirtualListProps<T> {
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** In rem. Like `keyOf` a function that stays the same, or every row is computed anew. */
  readonly rowHeight: (item: T) => number;
  readonly renderRow: (item: T) => ReactNode;
  /** Names the list to readers. */
  readonly label: string;
  /** `tree` for groups that fold: give aria-level and aria-expanded by `rowProps`. */
  readonly role?: 'list' | 'listbox' | 'tree';
  /** More attributes of a row, such as aria-selected, aria-expanded, data-*, drag handlers. */
  readonly rowProps?: (item: T) => HTMLAttributes<HTMLDivElement>;
  /** Enter, Space or a press on the row. */
  readonly onActivate?: (item: T) => void;
  /** The keys that the list does not know (Delete, F2, arrows to fold); call preventDefault on those that were used. */
  readonly onRowKey?: (event: KeyboardEvent, item: T) => void;
  /** The context menu of a row, by pointer and by keyboard. */
  readonly menuOf?: (item: T) => readonly MenuEntry[];
  /** What typing letters jumps to. */
  readonly textOf?: (item: T) => string;
  readonly ref?: Ref<VirtualListHandle>;
}

export interface VirtualListHandle {
  scrollTo(key: string): void;
  /** Moves the keyboard there. */
  focus(key?: string): void;
}

const ROW_ROLES = { list: 'listitem', listbox: 'option', tree: 'treeitem' } as const;

/** A list of any length of which only what is in view exists; one row has the tab stop, arrows move it. */
export function VirtualList<T>(props: VirtualListProps<T>) {
  const { items, keyOf, rowHeight, renderRow, label, role = 'list', rowProps, onActivate, menuOf } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const rem = useRem();
  const roving = useRovingRow({
    items,
    keyOf,
    textOf: props.textOf,
    onActivate,
    onRowKey: props.onRowKey,
    reveal: (index) => virtual.scrollToIndex(index),
    elementAt: rowAt,
    pageSize: (): number => Math.max(1, virtual.getVirtualItems().length - 4),
  });

  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => rowHeight(itemAt(items, index)) * rem,
    getItemKey: useCallback((index: number) => keyOf(itemAt(items, index)), [items, keyOf]),
    overscan: 6,
    // The row with the tab stop stays, or the keyboard would fall out of the list when it scrolls away.
    rangeExtractor: (range): number[] => {
      const indexes = defaultRangeExtractor(range);
      return indexes.includes(roving.index) || items.length === 0
        ? indexes
        : [...indexes, roving.index].sort((a, b) => a - b);
    },
  });

  // The virtualizer keeps the sizes that it asked for once; zoom and density make them stale.
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are what the sizes depend on
  useLayoutEffect(() => virtual.measure(), [rowHeight, rem]);

  useImperativeHandle(props.ref, () => ({
    scrollTo: (key) => {
      const index = items.findIndex((item) => keyOf(item) === key);
      if (index >= 0) virtual.scrollToIndex(index);
    },
    focus: roving.focus,
  }));

  function rowAt(index: number): HTMLElement | null {
    return scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`) ?? null;
  }

  function rowOf(target: EventTarget): T | undefined {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
    return row === null ? undefined : items[Number(row.dataset.index)];
  }

  function activatePressed(event: MouseEvent): void {
    const item = rowOf(event.target);
    if (item !== undefined && !isOwnControl(event.target)) onActivate?.(item);
  }

  const list = (
    <div ref={scroller} className="ui-list">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it has one of three roles, and its rows the focus */}
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: each of the three takes a label */}
      <div
        role={role}
        aria-label={label}
        style={{ height: virtual.getTotalSize() }}
        className="ui-list-rows"
        onKeyDown={roving.onKeyDown}
        onFocus={roving.onFocus}
        onBlur={roving.onBlur}
        onClick={activatePressed}
      >
        {virtual.getVirtualItems().map((row) => {
          const item = itemAt(items, row.index);
          return (
            <div
              key={row.key}
              {...{ role: ROW_ROLES[role], 'aria-posinset': row.index + 1, 'aria-setsize': items.length }}
              {...rowProps?.(item)}
              className="ui-list-row"
              data-index={row.index}
              tabIndex={row.index === roving.index ? 0 : -1}
              style={{ height: row.size, transform: `translateY(${row.start}px)` }}
            >
              {renderRow(item)}
            </div>
          );
        })}
      </div>
    </div>
  );
  if (menuOf === undefined) return list;
  return (
    <ContextMenu
      items={(target) => {
        const item = rowOf(target);
        return item === undefined ? [] : menuOf(item);
      }}
      returnTo={() => rowAt(roving.index)}
    >
      {list}
    </ContextMenu>
  );
}

/** A button inside of a row acts for itself. */
function isOwnControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button, a, input, label, [data-index]')?.tagName !== 'DIV';
}

function itemAt<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no row ${index} of ${items.length}`);
  return item;
}
