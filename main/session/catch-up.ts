/**
 * Brings the log up to the archive: at the start of a session and after each resumption. Forward from the newest stored
 * id first; where more than a page was missed, the newest page comes next, so that the person sees it at once, and the gap
 * between is filled in the background, oldest first. What is known of it is stored with the entries, so that a kill at any
 * moment loses nothing: the next start goes on where this one ended.
 */
import { CLOCKS_APART } from '../../app/clocks.ts';
import { FaultError } from '../../app/fault.ts';
import { reasonOf } from '../log.ts';
import type { ArchiveFeature, ArchivePage, ArchiveQuery } from '../xmpp/archive.ts';
import type { FeatureContext } from '../xmpp/context.ts';
import type { Feature, Session } from '../xmpp/feature.ts';
import type { MessagesFeature, Progress } from '../xmpp/messages.ts';

/** A page costs the server about the same whatever its size, so pages are large. */
const PAGE = 250;
/** ms between attempts where the archive gives faults; the last one is for all that follow. */
const PAUSES = [10_000, 30_000, 60_000, 300_000];

export interface CatchUpParts {
  readonly archive: ArchiveFeature;
  readonly messages: MessagesFeature;
  readonly supported: () => boolean;
  /** Whether what other devices write comes live, too. */
  readonly copies: () => boolean;
  /** Resolves once what the page has stored is known; false: the page did not answer. */
  readonly known: () => Promise<boolean>;
}

export interface CatchUp extends Feature {
  /** The person waits for what is missing: no pause before the next attempt. */
  fillNow(): void;
  /** Tells the page whether a gap is being filled. */
  tell(): void;
  /** The page's database began anew: what was handed to the one before is not stored. */
  forget(): void;
}

/**
 * ms and ids by which the archive is asked from further back than what is known. ejabberd (23.01) gives an id when it takes
 * a message and writes it when the receiver's process comes to it, which may be a second later: then it stands before what
 * was seen already. Not by much more: Prosody gives up a session with 500 stanzas under way, and results are such.
 */
const OVERLAP = { ms: 5000, ids: 100 };
/** ms after the stream was connected with the archive: what the server still had under way is in both by then. */
const LOOK_AGAIN = 5000;

/** What is stored once all events so far are. */
interface Reach {
  /** Everything up to this id. */
  position: string | undefined;
  /** Everything from `first` to `last`, too; `since` (epoch ms): nothing that is missing is older. */
  gap: { readonly first: string; readonly last: string; readonly since?: number } | undefined;
}

export function createCatchUp(context: FeatureContext, parts: CatchUpParts): CatchUp {
  const { account, clock, stored, log } = context;
  const { archive, messages } = parts;
  let session: Session | undefined;
  let reach: Reach = { position: undefined, gap: undefined };
  /** What the live stream brings is to be connected with what is stored. */
  let isOpen = false;
  /** Counts the links of the session. An answer from the one before may come over this one, and knows nothing of it. */
  let link = 0;
  /** Archive ids that came while the live stream waits. */
  let fetched: string[] = [];
  /** The newest ids of what is handed over, and when they came (epoch ms), oldest first: the archive is asked from the first. */
  let trail: { readonly id: string; readonly at: number }[] = [];
  let cancelLook = () => {};
  /** Ids of pages behind the gap: a server that died may have forgotten the first one. */
  const behind = new Set<string>();
  let failures = 0;
  let running = false;
  let whenOpened: (() => void)[] = [];
  let storing: Promise<void> = Promise.resolve();
  let cancelPause = () => {};
  let told = false;
  /** Whether `reach` is what an earlier run left; from then on it goes ahead of what the page has stored so far. */
  let begun = false;

  messages.onProven((archiveId) => {
    // Not behind the gap by that: a resumed stream brings again what is in it.
    follow([archiveId]);
    return reached(archiveId);
  });

  /** Everything up to this id is handed over. A later run asks from where this one would. */
  function reached(last: string): Progress {
    const from = trail[0]?.id ?? last;
    if (reach.gap === undefined) {
      reach.position = last;
      return { position: from };
    }
    reach.gap = { ...reach.gap, last };
    return { gap: { last: from } };
  }

  function note(page: readonly string[]): void {
    follow(page);
    if (reach.gap !== undefined) for (const id of page) behind.add(id);
  }

  function follow(ids: readonly string[]): void {
    const now = clock.now();
    for (const id of ids) trail.push({ id, at: now });
    const old = trail.findLastIndex(({ at }) => at <= now - OVERLAP.ms);
    trail.splice(0, Math.max(old, trail.length - OVERLAP.ids, 0));
  }

  /** One page after an id; where the archive has forgotten it (or there is none) the clock has to do. */
  async function pageAfter(of: Session, after: string | undefined, since: number | undefined): Promise<ArchivePage> {
    if (after !== undefined) {
      try {
        return await archive.page(of, { max: PAGE, after });
      } catch (error) {
        if (!isForgotten(error)) throw error;
        log.warn('the archive no longer knows the last stored id');
      }
    }
    // What is stored already is known by its own id.
    const time = past(since);
    const start: Partial<ArchiveQuery> = time === undefined ? {} : { start: Math.max(0, time - CLOCKS_APART) };
    return archive.page(of, { max: PAGE, ...start });
  }

  /** A time ahead of the clock, which was ahead itself when that was stored, would leave out what came since. */
  function past(time: number | undefined): number | undefined {
    return time === undefined ? undefined : Math.min(time, clock.now());
  }

  /** From the newest that is stored to the newest that there is. */
  async function connect(of: Session): Promise<void> {
    const archiveTime = past(stored().archiveTime);
    const asked = link;
    const tail = reach.gap?.last ?? reach.position;
    if (tail === undefined && archiveTime === undefined) return firstSignIn(of);
    const page = await pageAfter(of, trail[0]?.id ?? tail, archiveTime);
    if (session !== of) return;
    const last = page.last ?? tail;
    fetched.push(...idsOf(page));
    trail.splice(1);
    keep(page.messages, last);
    if (page.complete || last === undefined) return letThrough(asked);
    const newest = await archive.page(of, { max: PAGE, before: '' });
    if (session !== of) return;
    const isKnown = newest.messages.some(({ archiveId }) => archiveId === last);
    const [first] = newest.messages;
    if (isKnown || first === undefined || newest.last === undefined) {
      // Also what stands before the known one: the archive may have taken it in since.
      keep(newest.messages, newest.last ?? last);
    } else {
      // What was behind an older gap is fetched again with what is missing around it; the page knows it by its ids.
      const since = reach.gap?.since ?? archiveTime;
      reach.gap = { first: first.archiveId, last: newest.last, ...(since === undefined ? {} : { since }) };
      trail = [];
      behind.clear();
      note(idsOf(newest));
      const position = reach.position === undefined ? {} : { position: reach.position };
      void messages.store(newest.messages, 'catch-up', { ...position, gap: reach.gap });
    }
    fetched.push(...idsOf(newest));
    letThrough(asked);
  }

  async function firstSignIn(of: Session): Promise<void> {
    const asked = link;
    const page = await archive.page(of, { max: PAGE, before: '' });
    if (session !== of) return;
    reach.position = page.last;
    note(idsOf(page));
    void messages.store(page.messages, 'backfill', page.last === undefined ? {} : { position: page.last });
    fetched.push(...idsOf(page));
    letThrough(asked);
  }

  /** Everything up to this id is stored with these. */
  function keep(page: ArchivePage['messages'], last: string | undefined): void {
    if (last === undefined || page.length === 0) return;
    note(page.map(({ archiveId }) => archiveId));
    void messages.store(page, 'catch-up', reached(last));
  }

  /** `asked`: the link over which the archive was asked. What the next one brought may be from after that: ask again. */
  function letThrough(asked: number): void {
    if (asked !== link) return;
    isOpen = false;
    // Without copies something of another device may stand before whatever comes: only pages go further then.
    messages.letThrough(parts.copies() ? 'proven' : 'unproven', new Set(fetched));
    fetched = [];
    const newest = trail.at(-1)?.id;
    cancelLook();
    cancelLook = clock.after(LOOK_AGAIN, () => {
      if (trail.at(-1)?.id !== newest) void lookAgain(asked);
    });
  }

  /** What the stream brought late, behind what is newer, is put in the archive's order. */
  async function lookAgain(asked: number): Promise<void> {
    const [from] = trail;
    const of = session;
    const isOver = () => session !== of || isOpen || link !== asked;
    if (of === undefined || from === undefined || isOver()) return;
    try {
      const page = await archive.page(of, { max: PAGE, after: from.id });
      if (isOver()) return;
      void messages.store(page.messages, 'catch-up', reach.gap === undefined ? {} : { gap: { last: from.id } });
    } catch (error) {
      log.warn('looking at the archive again failed', { reason: reasonOf(error) });
    }
  }

  /** The oldest page of the gap. The next one is fetched while it is written, not more: memory stays bounded. */
  async function fill(of: Session, { first, since }: NonNullable<Reach['gap']>): Promise<void> {
    const page = await pageAfter(of, reach.position, since);
    await storing;
    // The end may have been lost meanwhile (isOpen), and be found elsewhere: then the gap is a longer one.
    if (session !== of || reach.gap?.first !== first) return;
    const met = page.messages.findIndex(({ archiveId }) => archiveId === first || behind.has(archiveId));
    if (met >= 0 || page.complete) {
      const missing = met >= 0 ? page.messages.slice(0, met) : page.messages;
      reach = { position: reach.gap.last, gap: undefined };
      behind.clear();
      storing = messages.store(missing, 'catch-up', { gap: 'closed' });
      return;
    }
    if (page.last === undefined || page.last === reach.position) {
      throw new FaultError({ kind: 'refused', condition: 'undefined-condition', text: 'a page that leads nowhere' });
    }
    reach.position = page.last;
    storing = messages.store(page.messages, 'catch-up', { position: page.last });
  }

  /** One step after the other, until nothing is missing. */
  async function run(of: Session): Promise<void> {
    if (running) return;
    running = true;
    cancelPause();
    try {
      while (session === of && (isOpen || reach.gap !== undefined)) {
        if (isOpen) await connect(of);
        else if (reach.gap !== undefined) await fill(of, reach.gap);
        failures = 0;
        if (!isOpen) opened();
        tell();
      }
    } catch (error) {
      if (session === of) pause(of, error);
    } finally {
      running = false;
      if (session === of) opened();
      tell();
    }
    // Another session began while a page of the last one was under way.
    if (session !== undefined && session !== of) await run(session);
  }

  function opened(): void {
    const waiting = whenOpened;
    whenOpened = [];
    for (const each of waiting) each();
  }

  function pause(of: Session, error: unknown): void {
    log.warn('catching up with the archive failed', { reason: reasonOf(error) });
    if (isOpen) messages.letThrough('unproven');
    const ms = PAUSES[Math.min(failures, PAUSES.length - 1)] ?? 0;
    failures += 1;
    cancelPause = clock.after(ms, () => void run(of));
  }

  function tell(): void {
    const filling = running && reach.gap !== undefined;
    if (filling === told) return;
    told = filling;
    context.live({ type: 'chat/filling', account, filling });
  }

  return {
    name: 'catch-up',
    async online(next) {
      isOpen = false;
      session = undefined;
      // Without the page's word everything would begin anew.
      if (!parts.supported() || !(await parts.known())) return messages.letThrough('unproven');
      if (!begun) {
        const { archivePosition, archiveGap } = stored();
        reach = { position: archivePosition, gap: archiveGap };
        const tail = reach.gap?.last ?? reach.position;
        trail = tail === undefined ? [] : [{ id: tail, at: 0 }];
        behind.clear();
        begun = true;
      }
      session = next;
      isOpen = true;
      fetched = [];
      failures = 0;
      await new Promise<void>((resolve) => {
        whenOpened.push(resolve);
        void run(next);
      });
    },
    resumed() {
      if (session === undefined) return messages.letThrough('unproven');
      isOpen = true;
      link += 1;
      void run(session);
    },
    offline(ended) {
      cancelPause();
      cancelLook();
      if (!ended) return;
      session = undefined;
      opened();
    },
    fillNow() {
      if (session !== undefined && (isOpen || reach.gap !== undefined)) void run(session);
    },
    tell() {
      context.live({ type: 'chat/filling', account, filling: told });
    },
    forget() {
      begun = false;
    },
  };
}

function idsOf(page: ArchivePage): string[] {
  return page.messages.map(({ archiveId }) => archiveId);
}

function isForgotten(error: unknown): boolean {
  return error instanceof FaultError && error.fault.kind === 'refused' && error.fault.condition === 'item-not-found';
}
