/**
 * Fetches the whole archive anew for a database that began anew: newest first, beside whatever else goes on, and on from
 * where it was when Kith ends meanwhile.
 */
import { type Log, reasonOf } from '../log.ts';
import type { ArchiveFeature } from '../xmpp/archive.ts';
import type { FeatureContext } from '../xmpp/context.ts';
import type { Feature, Session } from '../xmpp/feature.ts';
import type { MessagesFeature } from '../xmpp/messages.ts';

const PAGE = 250;

export interface RefillParts {
  readonly archive: ArchiveFeature;
  readonly messages: MessagesFeature;
  readonly supported: () => boolean;
}

export function createRefill({ stored, log }: FeatureContext, parts: RefillParts): Feature {
  const { archive, messages } = parts;
  let current: Session | undefined;

  async function run(session: Session, from: string): Promise<void> {
    let before = from;
    let storing: Promise<void> = Promise.resolve();
    for (;;) {
      const page = await archive.page(session, { max: PAGE, before });
      // One page is fetched while the one before it is written: memory stays bounded by two.
      await storing;
      // What came meanwhile is no history: it is taken in first, as news.
      await messages.flowing();
      if (current !== session) return;
      const { first } = page;
      const complete = page.complete || first === undefined || first === before;
      storing = messages.store(page.messages, 'backfill', { refill: complete ? 'complete' : { before: first } });
      if (complete) break;
      before = first;
    }
    await storing;
    log.info('the whole archive is stored again');
  }

  return {
    name: 'refill',
    online(session) {
      const { refill } = stored();
      current = session;
      if (refill === undefined || !parts.supported()) return;
      // Not awaited: an archive of years is no reason to be offline.
      void run(session, refill.before ?? '').catch(failed(log));
    },
    offline(ended) {
      if (ended) current = undefined;
    },
  };
}

/** It goes on with the next session, from what is stored by then. */
const failed = (log: Log) => (error: unknown) =>
  log.warn('fetching the archive anew stopped', { reason: reasonOf(error) });
