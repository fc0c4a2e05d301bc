/**
 * The stretch of a conversation that is in memory while it is on the screen. It moves with the person through what is
 * stored, asks the archive for a page at its top, and never grows beyond a few hundred messages.
 */
import type { ThreadMessage } from '../../../app/chat/thread.ts';
import type { Fault, Outcome } from '../../../app/fault.ts';
import type { BareJid } from '../../../app/jid.ts';
import type { KithDatabase } from '../../data/db.ts';
import { steadyQuery } from '../../data/steady-query.ts';
import type { ConversationId } from './parts.ts';
import { oldestArchiveId, orderAt, readThread, type Stretch } from './read-thread.ts';

/** Messages that are added at one end at a time. */
export const PAGE = 60;
/** Above this the other end is let go. */
export const MOST = 300;
/**
 * Above these the upper end is let go while the person goes down: when they pause, and in any case. What is taken away above
 * has to be taken off the scroll position, and a wheel that still turns (browsers glide) overrides that.
 */
const MUCH = MOST + PAGE;
export const TOO_MUCH = 2 * MOST;

export interface ThreadState {
  /** Undefined: not read yet. */
  readonly messages: readonly ThreadMessage[] | undefined;
  /** More is stored after what is in memory. */
  readonly hasNewer: boolean;
  /** There may be more before it, here or in the archive. */
  readonly hasOlder: boolean;
  /** Grows with every jump to another place: what is shown then has nothing to do with what was before. */
  readonly jumps: number;
  /** The `order` that the last jump led to; nothing: to the newest message. */
  readonly target: number | undefined;
  /** Something is missing after this `order`; the account's archive has it. */
  readonly gap: { readonly account: BareJid; readonly order: number } | undefined;
  /** A page of the archive is on its way. */
  readonly fetching: boolean;
  /** Why the last page did not come. */
  readonly fault: Fault | null;
}

export interface ThreadWindow {
  /** The same object until something changes. */
  read(): ThreadState;
  subscribe(listener: () => void): () => void;
  /** To the newest messages, wherever the person is. */
  newest(): Promise<void>;
  /** To the message of this `order`, wherever it is stored. */
  show(order: number): Promise<void>;
  /** It is on its way to another place: what is shown now will not be there. */
  isJumping(): boolean;
  /** The archive once more, after a fault. */
  retry(): Promise<void>;
  /** Whether the person is at the lower end and sees what comes: then the upper end is let go. */
  follow(following: boolean): void;
  /**
   * `order` of the first and of the last message that are drawn. Where one of them is the outermost one in memory, more is
   * read there, as often as it is so; what is far from them may be let go. Resolves when that is done.
   */
  see(first: number, last: number): Promise<void>;
  /** The person has stopped scrolling. */
  rest(): void;
  close(): void;
}

export interface ThreadParts {
  readonly db: KithDatabase;
  readonly id: ConversationId;
  /** The `order` to begin at; nothing given: with the newest. */
  readonly around?: number | undefined;
  /** One page of the archive before this archive id, or the newest one; stored when it resolves. See contract/chat.ts. */
  readonly fetchPage: (before: string | undefined) => Promise<Outcome<{ first?: string; complete: boolean }>>;
}

export const NOT_READ: ThreadState = {
  messages: undefined,
  hasNewer: false,
  hasOlder: false,
  jumps: 0,
  target: undefined,
  fetching: false,
  gap: undefined,
  fault: null,
};

/** Nothing is drawn yet. */
const NOWHERE: Stretch = { from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY };

const ALL: Stretch = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

export function openThread({ db, id, around, fetchPage }: ThreadParts): ThreadWindow {
  let state = NOT_READ;
  let stretch = ALL;
  /** More is stored before the stretch. */
  let storedOlder = false;
  let complete = false;
  /** The archive said so, or there is none; also known where nothing is stored that could remember it. */
  let exhausted = false;
  /** The archive id with which the oldest page began that the archive has given. */
  let fetched: string | undefined;
  let following = true;
  let seen = NOWHERE;
  let closed = false;
  let unsubscribe = () => {};
  let moving: Promise<void> = Promise.resolve();
  /** Wait for their turn. Ten messages sent in a row lead to the newest once. */
  let toNewest: Promise<void> | undefined;
  let jumping = 0;
  let toOlder: Promise<void> | undefined;
  let toNewer: Promise<void> | undefined;
  const listeners = new Set<() => void>();

  function change(changes: Partial<ThreadState>): void {
    state = { ...state, ...changes };
    for (const listener of listeners) listener();
  }

  const messages = () => state.messages ?? [];

  /** Watches another stretch; resolves when it was read. What was shown before stays until then. */
  function watch(next: Stretch, jump: Pick<ThreadState, 'jumps' | 'target'> = state): Promise<void> {
    unsubscribe();
    if (closed) return Promise.resolve();
    stretch = next;
    return new Promise((resolve) => {
      const thread = steadyQuery({ read: () => readThread(db, id, next) });
      unsubscribe = thread.subscribe(() => {
        const read = thread.current();
        if (read === undefined) return;
        storedOlder = read.hasOlder;
        complete = read.complete || exhausted;
        const { jumps, target } = jump;
        const hasOlder = storedOlder || !complete;
        const gap = read.gapOrder === undefined ? undefined : { account: id.account, order: read.gapOrder };
        // What could not be fetched there is nothing to those who are elsewhere now.
        const { fault } = jumps === state.jumps ? state : NOT_READ;
        if (jumps !== state.jumps) seen = NOWHERE;
        change({ messages: read.messages, hasNewer: read.hasNewer, hasOlder, jumps, target, gap, fault });
        if (messages().length > mostNow()) void move(shrink);
        void reach();
        resolve();
      });
    });
  }

  const mostNow = () => (following ? MUCH : TOO_MUCH);

  /** What is far from the eye is let go. */
  async function shrink(most = mostNow()): Promise<void> {
    const all = messages();
    if (all.length <= most) return;
    if (following) return watch({ from: all.at(PAGE - MOST)?.order ?? stretch.from, to: stretch.to });
    const eye = all.findIndex(({ order }) => order >= seen.from);
    const begin = Math.max(0, Math.min(eye - MOST / 2, all.length - MOST));
    const from = begin === 0 ? stretch.from : all[begin]?.order;
    const to = begin + MOST >= all.length ? stretch.to : all[begin + MOST - 1]?.order;
    await watch({ from: from ?? stretch.from, to: to ?? stretch.to });
  }

  async function start(): Promise<void> {
    if (around !== undefined) await watch(await stretchAround(around));
    else await watch(await stretchAtEnd());
    if (messages().length === 0 && !complete) await fillEmpty();
  }

  /** A page may hold nothing that is shown. */
  async function fillEmpty(): Promise<void> {
    const isEmpty = async () => (await orderAt(db, id, ALL.to, 'before', 1)) === undefined;
    while ((await fetch()) && (await isEmpty())) {}
  }

  async function stretchAtEnd(): Promise<Stretch> {
    return { from: (await orderAt(db, id, ALL.to, 'before', PAGE)) ?? ALL.from, to: ALL.to };
  }

  async function stretchAround(order: number): Promise<Stretch> {
    const from = await orderAt(db, id, order, 'before', PAGE / 2);
    return { from: from ?? order, to: await openEnd(await orderAt(db, id, order, 'after', PAGE)) };
  }

  /** An end with nothing stored behind it stays open, so that what comes is shown. */
  async function openEnd(to: number | undefined): Promise<number> {
    if (to === undefined) return ALL.to;
    return (await orderAt(db, id, to, 'after', 1)) === undefined ? ALL.to : to;
  }

  async function extendBack(): Promise<boolean> {
    const first = messages()[0]?.order ?? ALL.to;
    const from = await orderAt(db, id, first, 'before', PAGE);
    if (from === undefined) return false;
    const kept = messages().slice(0, MOST - PAGE);
    const fits = following || kept.length === messages().length;
    await watch({ from, to: fits ? stretch.to : (kept.at(-1)?.order ?? stretch.to) });
    return true;
  }

  async function extendForward(): Promise<void> {
    const last = messages().at(-1)?.order;
    if (!state.hasNewer || last === undefined) return;
    await watch({ from: stretch.from, to: await openEnd(await orderAt(db, id, last, 'after', PAGE)) });
  }

  /** Whether the archive may have more. */
  async function fetch(): Promise<boolean> {
    change({ fetching: true, fault: null });
    const before = fetched ?? (await oldestArchiveId(db, id));
    const answer = await fetchPage(before);
    if (answer.ok) {
      const { first, complete: isLast } = answer.value;
      if (isLast) await db.conversations.update([id.account, id.peer], { complete: true });
      // One that gives the same again has no more to give.
      exhausted = isLast || first === undefined || first === fetched;
      fetched = first;
    } else exhausted = answer.fault.kind === 'unsupported';
    complete ||= exhausted;
    change({
      fetching: false,
      hasOlder: storedOlder || !complete,
      fault: answer.ok || exhausted ? null : answer.fault,
    });
    return answer.ok && !complete && !closed;
  }

  async function older(): Promise<void> {
    if (storedOlder && (await extendBack())) return;
    if (complete || closed || state.fault !== null) return;
    // Without this the page would come into the open end of the stretch, past the limit.
    const first = messages()[0]?.order;
    if (first !== undefined && stretch.from === ALL.from) await watch({ ...stretch, from: first });
    const mayHaveMore = await fetch();
    // It may have held nothing that is shown. A jump that waits goes before the next one.
    if (!(await extendBack()) && mayHaveMore) void reach();
  }

  /** Who sees the newest message does not go up; that the first one is drawn is passing, while the upper end is let go. */
  const isAtFirst = () =>
    (storedOlder || (!complete && state.fault === null)) &&
    !(following && messages().length > MOST) &&
    seen.from <= (messages()[0]?.order ?? ALL.from);
  const isAtLast = () => state.hasNewer && seen.to >= (messages().at(-1)?.order ?? ALL.to);

  /**
   * More is read where the person is at an end. It is asked after whatever happened, not only when the end is reached: what
   * was read may have been let go again meanwhile, and then nothing reaches it a second time.
   */
  async function reach(): Promise<void> {
    if (isAtFirst()) {
      toOlder ??= move(async () => {
        toOlder = undefined;
        if (isAtFirst()) await older();
      });
    }
    if (isAtLast()) {
      toNewer ??= move(async () => {
        toNewer = undefined;
        if (isAtLast()) await extendForward();
      });
    }
    await Promise.all([toOlder, toNewer]);
  }

  /** One move at a time: the next begins where the last one ended. */
  function move(run: () => Promise<void>): Promise<void> {
    moving = moving
      .then(() => (closed ? undefined : run()))
      .catch((error: unknown) => {
        if (closed) return;
        console.error('the thread could not be read', error);
        change({ messages: messages(), fetching: false, fault: { kind: 'internal' } });
      });
    return moving;
  }

  function jump(stretchThere: () => Promise<Stretch>, target: number | undefined): Promise<void> {
    jumping += 1;
    return move(async () => {
      try {
        await watch(await stretchThere(), { jumps: state.jumps + 1, target });
      } finally {
        jumping -= 1;
      }
    });
  }

  void move(start);

  return {
    read: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    newest() {
      toNewest ??= jump(async () => {
        toNewest = undefined;
        return stretchAtEnd();
      }, undefined);
      return toNewest;
    },
    show: (order) => jump(() => stretchAround(order), order),
    isJumping: () => jumping > 0,
    retry: () =>
      move(async () => {
        change({ fault: null });
        await (messages().length === 0 ? fillEmpty() : older());
      }),
    follow(next) {
      following = next;
      void reach();
    },
    see(first, last) {
      seen = { from: first, to: last };
      return reach();
    },
    rest() {
      if (messages().length > MUCH) void move(() => shrink(MUCH));
    },
    close() {
      closed = true;
      unsubscribe();
      listeners.clear();
    },
  };
}
