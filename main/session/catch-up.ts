/**
 * Brings the log up to the archive at the start of a session: the newest page when nothing is stored, else forward from
 * the last stored id. Live messages wait behind it (main/xmpp/messages.ts).
 */
import { FaultError } from '../../app/fault.ts';
import { reasonOf } from '../log.ts';
import type { ArchiveFeature, ArchivePage, ArchiveQuery } from '../xmpp/archive.ts';
import type { FeatureContext } from '../xmpp/context.ts';
import type { Feature, Session } from '../xmpp/feature.ts';
import type { MessagesFeature } from '../xmpp/messages.ts';

/** A page costs the server about the same whatever its size, so pages are large. */
const PAGE = 250;

export interface CatchUpParts {
  readonly archive: ArchiveFeature;
  readonly messages: MessagesFeature;
  readonly supported: () => boolean;
  /** Resolves once what the page has stored is known; false: the page did not answer. */
  readonly known: () => Promise<boolean>;
}

export function createCatchUp({ stored, log }: FeatureContext, parts: CatchUpParts): Feature {
  const { archive, messages } = parts;

  async function run(session: Session): Promise<boolean> {
    if (!parts.supported()) return false;
    if (!(await parts.known())) return false;
    const { archivePosition, archiveTime } = stored();
    if (archivePosition !== undefined) {
      try {
        await forward(session, { max: PAGE, after: archivePosition });
        return true;
      } catch (error) {
        if (!isForgotten(error)) throw error;
        log.warn('the archive no longer knows the last stored id');
      }
    }
    // Stored without ids, or the ids are gone: the clock has to do. What is stored already is known by its own id.
    if (archiveTime !== undefined) await forward(session, { max: PAGE, start: archiveTime - 60_000 });
    else await newest(session);
    return true;
  }

  async function newest(session: Session): Promise<void> {
    const page = await archive.page(session, { max: PAGE, before: '' });
    await messages.store(page.messages, 'backfill', page.last);
  }

  async function forward(session: Session, query: ArchiveQuery): Promise<void> {
    let page: ArchivePage;
    let after = query.after;
    let storing: Promise<void> = Promise.resolve();
    do {
      page = await archive.page(session, after === undefined ? query : { max: query.max, after });
      // The next page is fetched while this one is written, not more: memory stays bounded by two pages.
      await storing;
      storing = messages.store(page.messages, 'catch-up', page.last);
      after = page.last;
    } while (!page.complete && after !== undefined);
    await storing;
  }

  return {
    name: 'catch-up',
    async online(session) {
      let contiguous = false;
      try {
        contiguous = await run(session);
      } catch (error) {
        log.warn('catching up with the archive failed', { reason: reasonOf(error) });
      } finally {
        messages.letThrough(contiguous);
      }
    },
  };
}

function isForgotten(error: unknown): boolean {
  return error instanceof FaultError && error.fault.kind === 'refused' && error.fault.condition === 'item-not-found';
}
