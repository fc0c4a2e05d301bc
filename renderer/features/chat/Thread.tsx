import { ArrowDown } from 'lucide-react';
import {
  type KeyboardEvent,
  type MouseEvent,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useInsertionEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { type FlatIndexLocationWithAlign, type ListRange, Virtuoso, type VirtuosoHandle } from 'react-virtuoso';
import { rowsOf, type ThreadRow } from '../../../app/chat/grouping.ts';
import { useT } from '../../i18n/i18n.tsx';
import { ContextMenu } from '../../ui/Menu.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { copyText } from './copy-text.ts';
import { flashMessage } from './flash-message.ts';
import { GapLine } from './GapLine.tsx';
import { Message } from './Message.tsx';
import type { MessageActions } from './message-actions.ts';
import { messageMenu, runByKey } from './message-menu.tsx';
import { openLink } from './open-link.ts';
import { NOTHING, renumber } from './steady-index.ts';
import { type ThreadContext, ThreadEnd, ThreadFoot, ThreadItem, ThreadList } from './ThreadEnds.tsx';
import type { ThreadState, ThreadWindow } from './thread-window.ts';
import { useEndDrawn } from './use-end-drawn.ts';
import { useFollowing } from './use-following.ts';
import { useKeepAtEnd } from './use-keep-at-end.ts';
import './Thread.css';

export interface ThreadProps {
  readonly name: string;
  readonly thread: ThreadWindow;
  readonly state: ThreadState;
  readonly actions: MessageActions;
  /** What came after this `order` is new. */
  readonly unreadAfter: number | undefined;
  readonly unread: number;
  /** The person sees the newest message, or does not any more. */
  readonly onFollow: (following: boolean) => void;
  /** The person went to the newest message. */
  readonly onJump: () => void;
  readonly ref: Ref<ThreadHandle>;
}

export interface ThreadHandle {
  /** Brings the message of this `order` to the eye, wherever it is stored. */
  goTo(order: number): void;
}

/** The messages of a conversation, of which only what is in view exists. */
export function Thread(props: ThreadProps) {
  const { name, thread, state, actions, unreadAfter, unread, onFollow, onJump, ref } = props;
  const t = useT();
  const virtuoso = useRef<VirtuosoHandle>(null);
  const gapOrder = state.gap?.order;
  const rows = useMemo(
    () => rowsOf(state.messages ?? [], unreadAfter, gapOrder),
    [state.messages, unreadAfter, gapOrder],
  );
  const { first, generation } = useNumbers(rows);
  const sizeOf = useRowSize(first, rows.length);
  // After a jump the list begins anew.
  const list = `${state.jumps} ${generation}`;
  const drawn = useRef<{ readonly list: string; readonly range: ListRange }>(null);
  const tellDrawn = () => {
    if (drawn.current?.list !== list) return;
    const { startIndex, endIndex } = drawn.current.range;
    const from = rows[Math.max(0, startIndex - first)]?.message.order;
    const to = rows[Math.min(rows.length - 1, endIndex - first)]?.message.order;
    if (from !== undefined && to !== undefined) void thread.see(from, to);
  };
  // The same numbers may be other messages now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new function each time
  useEffect(tellDrawn, [rows]);
  const indexOf = (order: number | undefined) => rows.findIndex((row) => row.message.order === order);
  const placeOf = usePlaces(rows);
  const hasTarget = state.target !== undefined && indexOf(state.target) >= 0;
  const firstUnread = rows.find((row, index) => index > 0 && row.startsUnread)?.message.order;
  const beginsAtUnread = firstUnread !== undefined && generation === 0 && state.jumps === 0;
  const { atEnd, goesAlong, onAtBottom, leave, watch } = useFollowing(
    list,
    !hasTarget && !beginsAtUnread,
    state.hasNewer,
  );
  const hadNewer = usePrevious(state.hasNewer);
  const following = atEnd && !state.hasNewer;

  useEffect(() => {
    thread.follow(following);
    onFollow(following);
  }, [thread, following, onFollow]);

  const flash = (order: number | undefined) => flashMessage(rows[indexOf(order)]?.message.key);
  useImperativeHandle(ref, () => ({
    goTo(order) {
      if (indexOf(order) < 0 || thread.isJumping()) return void thread.show(order);
      leave();
      virtuoso.current?.scrollToIndex(placeOf(order, { align: 'center' }));
      flash(order);
    },
  }));
  // With the message in the middle of the list.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each jump once
  useEffect(() => flash(state.target), [state.jumps]);

  const toEnd = useCallback(() => virtuoso.current?.scrollToIndex(LAST), []);

  function jump(): void {
    if (state.hasNewer) void thread.newest();
    else toEnd();
    onJump();
  }

  const keepAtEnd = useKeepAtEnd(following, toEnd);
  const isDrawn = (row: number) => drawn.current?.list === list && drawn.current.range.endIndex >= row;
  useEndDrawn(following && rows.length > 0, first + rows.length - 1, isDrawn, toEnd);

  // A new own message is what the person wants to see, wherever they were. One before it is the last where the end was let
  // go, or the last one taken back; and on the way down again nothing is new.
  const newest = rows.at(-1)?.message;
  const end = useRef({ order: newest?.order ?? Number.NEGATIVE_INFINITY, hasNewer: state.hasNewer });
  useEffect(() => {
    if (newest === undefined) return;
    const before = end.current;
    const order = state.hasNewer ? Math.max(before.order, newest.order) : newest.order;
    end.current = { order, hasNewer: state.hasNewer };
    const isNew = newest.order > before.order && !before.hasNewer;
    if (isNew && newest.own && newest.state === 'waiting') toEnd();
  }, [newest, state.hasNewer, toEnd]);

  const context: ThreadContext = useMemo(
    () => ({ state, name, onRetry: () => void thread.retry() }),
    [state, name, thread],
  );

  function rowOf(target: EventTarget | null): ThreadRow | undefined {
    const key = target instanceof Element ? target.closest<HTMLElement>('[data-message]')?.dataset.message : undefined;
    return key === undefined ? undefined : rows.find((row) => row.message.key === key);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    if (target.dataset.url !== undefined && event.key === 'Enter') {
      event.preventDefault();
      void openLink(t, target.dataset.url);
      return;
    }
    if (target.dataset.message === undefined) return;
    const row = rowOf(target);
    if (row !== undefined && runByKey(event.nativeEvent, row.message, bubbleOf(target), actions)) {
      event.preventDefault();
      return;
    }
    const copies = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'c';
    if (copies && String(window.getSelection()) === '') {
      const body = row?.message.body;
      if (body !== undefined && body !== '') void copyText(t, body);
    } else if (event.key === 'ArrowUp') focusNeighbour(target, -1);
    else if (event.key === 'ArrowDown') focusNeighbour(target, 1);
    else return;
    event.preventDefault();
  }

  function onClick(event: MouseEvent): void {
    const url = linkOf(event.target);
    if (url !== undefined && String(window.getSelection()) === '') void openLink(t, url);
  }

  if (state.messages === undefined || rows.length === 0) {
    return (
      <div className="thread">
        {state.messages === undefined ? (
          <Skeleton rows={5} label={t('common.loading')} />
        ) : (
          <ThreadEnd context={context} />
        )}
      </div>
    );
  }

  return (
    <div className="thread" ref={keepAtEnd}>
      <ContextMenu
        items={(target) => {
          const row = rowOf(target);
          return row === undefined ? [] : messageMenu(t, row.message, bubbleOf(target), linkOf(target), actions);
        }}
      >
        {/* biome-ignore lint/a11y/noStaticElementInteractions: they belong to the links and messages in it */}
        <div className="thread-scroller" onKeyDown={onKeyDown} onClick={onClick} {...watch}>
          <Virtuoso
            key={list}
            ref={virtuoso}
            className="thread-list"
            role="group"
            aria-label={t('chat.thread', { name })}
            data={rows}
            context={context}
            components={COMPONENTS}
            firstItemIndex={first}
            initialTopMostItemIndex={
              hasTarget
                ? placeOf(state.target, { align: 'center' })
                : beginsAtUnread
                  ? placeOf(firstUnread, { align: 'start', offset: -64 })
                  : LAST
            }
            computeItemKey={(_, row) => row.message.key}
            itemContent={(index, row) => (
              <>
                {row.followsGap && state.gap !== undefined && <GapLine account={state.gap.account} />}
                <Message row={row} name={name} hasTabStop={index === first + rows.length - 1} actions={actions} />
              </>
            )}
            alignToBottom
            itemSize={sizeOf}
            // What is loaded behind the end, on the way back down, is not followed: only what was just written. Virtuoso takes
            // a function for a yes where its end moves away.
            followOutput={goesAlong() && (() => (goesAlong() && !hadNewer.current ? 'auto' : false))}
            atBottomThreshold={48}
            atBottomStateChange={(atBottom) => {
              onAtBottom(atBottom);
              // A message grew: by reactions, by an edit.
              if (!atBottom && goesAlong()) toEnd();
            }}
            increaseViewportBy={{ top: 800, bottom: 400 }}
            rangeChanged={(range) => {
              drawn.current = { list, range };
              tellDrawn();
            }}
            isScrolling={(scrolling) => {
              if (!scrolling) thread.rest();
            }}
          />
        </div>
      </ContextMenu>
      {!following && (
        <button
          type="button"
          className="thread-jump"
          onClick={jump}
          onWheel={(event) => virtuoso.current?.scrollBy({ top: event.deltaY })}
        >
          <ArrowDown size="1rem" aria-hidden />
          {unread > 0 && <span aria-hidden>{unread > 999 ? '999+' : unread}</span>}
          <span className="for-readers">{unread > 0 ? t('chat.jumpCount', { count: unread }) : t('chat.jump')}</span>
        </button>
      )}
    </div>
  );
}

const LAST = { index: 'LAST', align: 'end' } as const;

/**
 * Where the message of an `order` stands, as of when Virtuoso asks. It goes there in several steps while it gets to know the
 * heights of what it draws; when rows are added above meanwhile, the number of before would lead to another message.
 */
function usePlaces(rows: readonly ThreadRow[]) {
  const newest = useRef(rows);
  // Before Virtuoso, in its own effects, is told of them.
  useInsertionEffect(() => {
    newest.current = rows;
  });
  return useCallback(
    (order: number | undefined, how: Omit<FlatIndexLocationWithAlign, 'index'>): FlatIndexLocationWithAlign => ({
      ...how,
      get index() {
        return Math.max(
          0,
          newest.current.findIndex((row) => row.message.order === order),
        );
      },
    }),
    [],
  );
}

const COMPONENTS = { Header: ThreadEnd, Footer: ThreadFoot, List: ThreadList, Item: ThreadItem };

/**
 * How large a row is, unrounded: over fifty rows half a pixel each would put the last one out of view. Virtuoso asks a frame
 * after it saw a change; when rows were added or let go meanwhile, those that are drawn still have their numbers of before,
 * and what it takes for another row's size, or for that of one past the end, leaves a list that can't be scrolled to its
 * end. They stay what they were until they are drawn with the new ones.
 */
function useRowSize(first: number, count: number) {
  const drawn = useRef({ first, count });
  useLayoutEffect(() => {
    drawn.current = { first, count };
  });
  return useCallback((element: HTMLElement, field: 'offsetHeight' | 'offsetWidth'): number => {
    const { index, itemIndex, knownSize } = element.dataset;
    const { first, count } = drawn.current;
    if (Number(index) >= count || Number(itemIndex) - first !== Number(index)) return Number(knownSize);
    const { height, width } = element.getBoundingClientRect();
    return field === 'offsetHeight' ? height : width;
  }, []);
}

function useNumbers(rows: readonly ThreadRow[]) {
  const [numbered, setNumbered] = useState({ rows, is: renumber(NOTHING, rows.map(keyOf)) });
  if (numbered.rows === rows) return numbered.is;
  const next = { rows, is: renumber(numbered.is, rows.map(keyOf)) };
  setNumbered(next);
  return next.is;
}

const keyOf = (row: ThreadRow) => row.message.key;

/** The value as of the last time that the page was drawn. */
function usePrevious<T>(value: T): { readonly current: T } {
  const ref = useRef(value);
  useEffect(() => {
    ref.current = value;
  });
  return ref;
}

/** What a menu or a choice stands beside. */
function bubbleOf(target: Element): Element {
  const message = target.closest('[data-message]') ?? target;
  return message.querySelector('.message-bubble') ?? message;
}

function linkOf(target: EventTarget | null): string | undefined {
  return target instanceof Element ? target.closest<HTMLElement>('[data-url]')?.dataset.url : undefined;
}

function focusNeighbour(from: HTMLElement, step: 1 | -1): void {
  const all = [...(from.closest('.thread-list')?.querySelectorAll<HTMLElement>('[data-message]') ?? [])];
  all[all.indexOf(from) + step]?.focus();
}
