/**
 * Brings the log up to the archive: at the start of a session and after each resumption. Forward from the newest stored
 * id first; where more than a page was missed, the newest page comes next, so that the person sees it at once, and the gap
 * between is filled in the background, oldest first. What is known of it is stored with the entries, so that a kill at any
 * moment loses nothing: the next start goes on where this one ended.
 */
import { FaultError } from '../../app/fault.ts';
import { reasonOf } from '../log.ts';
import type { ArchiveFeature, ArchivePage, ArchiveQuery } from '../xmpp/archive.ts';
import type { FeatureContext } from '../xmpp/context.ts';
import type { Feature, Session } from '../xmpp/feature.ts';
import type { MessagesFeature } from '../xmpp/messages.ts';

/** A page costs the server about the same whatever its size, so pages are large. */
const PAGE = 250;
/** ms between attempts where the archive gives faults; the last one is for all that follow. */
const PAUSES = [10_000, 30_000, 60_000, 300_000];

export interface CatchUpParts {
  readonly archive: ArchiveFeature;
  readonly messages: MessagesFeature;
  readonly supported: () => boolean;
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

/** ms by which two clocks may differ, where a time has to stand for an id. */
const CLOCKS_APART = 24 * 60 * 60_000;

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
  let failures = 0;
  let running = false;
  let whenOpened: (() => void)[] = [];
  let storing: Promise<void> = Promise.resolve();
  let cancelPause = () => {};
  let told = false;
  /** Whether `reach` is what an earlier run left; from then on it goes ahead of what the page has stored so far. */
  let begun = false;

  messages.onProven((archiveId) => {
    if (reach.gap === undefined) reach.position = archiveId;
    else reach.gap = { ...reach.gap, last: archiveId };
  });

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
    const start: Partial<ArchiveQuery> = since === undefined ? {} : { start: Math.max(0, since - CLOCKS_APART) };
    return archive.page(of, { max: PAGE, ...start });
  }

  /** From the newest that is stored to the newest that there is. */
  async function connect(of: Session): Promise<void> {
    const { archiveTime } = stored();
    const asked = link;
    const tail = reach.gap?.last ?? reach.position;
    if (tail === undefined && archiveTime === undefined) return firstSignIn(of);
    const page = await pageAfter(of, tail, archiveTime);
    if (session !== of) return;
    const reached = page.last ?? tail;
    fetched.push(...idsOf(page));
    keep(page.messages, reached);
    if (page.complete || reached === undefined) return letThrough(asked);
    const newest = await archive.page(of, { max: PAGE, before: '' });
    if (session !== of) return;
    const known = newest.messages.findIndex(({ archiveId }) => archiveId === reached);
    const [first] = newest.messages;
    if (known >= 0 || first === undefined || newest.last === undefined) {
      keep(newest.messages.slice(known + 1), newest.last ?? reached);
    } else {
      // What was behind an older gap is fetched again with what is missing around it; the page knows it by its ids.
      const since = reach.gap?.since ?? archiveTime;
      reach.gap = { first: first.archiveId, last: newest.last, ...(since === undefined ? {} : { since }) };
      void messages.store(newest.messages, 'catch-up', { gap: reach.gap });
    }
    fetched.push(...idsOf(newest));
    letThrough(asked);
  }

  async function firstSignIn(of: Session): Promise<void> {
    const asked = link;
    const page = await archive.page(of, { max: PAGE, before: '' });
    if (session !== of) return;
    reach.position = page.last;
    void messages.store(page.messages, 'backfill', page.last === undefined ? {} : { position: page.last });
    fetched.push(...idsOf(page));
    letThrough(asked);
  }

  /** Everything up to this id is stored with these. */
  function keep(page: ArchivePage['messages'], last: string | undefined): void {
    if (last === undefined || page.length === 0) return;
    if (reach.gap === undefined) {
      reach.position = last;
      void messages.store(page, 'catch-up', { position: last });
    } else {
      reach.gap = { ...reach.gap, last };
      void messages.store(page, 'catch-up', { gap: { last } });
    }
  }

  /** `asked`: the link over which the archive was asked. What the next one brought may be from after that: ask again. */
  function letThrough(asked: number): void {
    if (asked !== link) return;
    isOpen = false;
    messages.letThrough(flow(), new Set(fetched));
    fetched = [];
  }

  const flow = () => (reach.gap === undefined ? 'contiguous' : 'behind-gap');

  /** The oldest page of the gap. The next one is fetched while it is written, not more: memory stays bounded. */
  async function fill(of: Session, { first, since }: NonNullable<Reach['gap']>): Promise<void> {
    const page = await pageAfter(of, reach.position, since);
    await storing;
    // The end may have been lost meanwhile (isOpen), and be found elsewhere: then the gap is a longer one.
    if (session !== of || reach.gap?.first !== first) return;
    const met = page.messages.findIndex(({ archiveId }) => archiveId === first);
    if (met >= 0 || page.complete) {
      const missing = met >= 0 ? page.messages.slice(0, met) : page.messages;
      reach = { position: reach.gap.last, gap: undefined };
      storing = messages.store(missing, 'catch-up', { gap: 'closed' });
      if (!isOpen) messages.letThrough(flow());
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
