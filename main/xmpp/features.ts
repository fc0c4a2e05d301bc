/**
 * The protocol features of an account, as one ordered list. The order of `online`: what the page has stored, what the
 * server can, the roster and what depends on it; then the presence, which makes the server deliver what it held; then
 * the archive, and last the messages that wait to be sent, because the archive may have them already.
 */
import type { OwnPresence } from '../../app/roster/presence.ts';
import type { LastSeen } from '../last-seen.ts';
import { createCatchUp } from '../session/catch-up.ts';
import { createOutbox } from '../session/outbox.ts';
import { createRefill } from '../session/refill.ts';
import { createArchive, MAM } from './archive.ts';
import { createAvatars } from './avatars.ts';
import { BLOCKING, createBlocking } from './blocking.ts';
import { CAPS, capsHash } from './caps.ts';
import { CARBONS, createCarbons } from './carbons.ts';
import { createClientFacts } from './client-facts.ts';
import type { FeatureContext } from './context.ts';
import { createCsi } from './csi.ts';
import { createDisco, IDENTITY } from './disco.ts';
import type { Feature } from './feature.ts';
import { createLastActivity } from './last-activity.ts';
import { createMessages } from './messages.ts';
import { createPresence } from './presence.ts';
import { createReadSync } from './read-sync.ts';
import { createRoster } from './roster.ts';
import { STANZA_IDS } from './stanza-ids.ts';
import { createSubscription } from './subscription.ts';

/** XEP-0115: where to learn about the program. */
const NODE = 'https://kith.im';

export interface FeatureParts {
  readonly version: string;
  readonly ownPresence: () => OwnPresence;
  /** Whether somebody may be looking at Kith. */
  readonly attended: () => boolean;
  readonly lastSeen: Pick<LastSeen, 'at' | 'awaySince'>;
  /** First in the list: asks the page what it has stored. */
  readonly stored: Feature;
  readonly storedKnown: () => Promise<boolean>;
}

export function createFeatures(context: FeatureContext, parts: FeatureParts) {
  const disco = createDisco({ account: context.account, features: disclosed, node: NODE, log: context.log });
  const carbons = createCarbons({ supported: () => disco.has(CARBONS), log: context.log });
  const roster = createRoster(context);
  const blocking = createBlocking(context, { supported: () => disco.has(BLOCKING) });
  const subscription = createSubscription(context, { roster });
  const presence = createPresence(context, {
    own: parts.ownPresence,
    caps: () => ({ node: NODE, hash: capsHash(IDENTITY, disclosed()) }),
    awaySince: parts.lastSeen.awaySince,
  });
  const avatars = createAvatars(context, { roster, supported: (feature) => disco.has(feature) });
  const archive = createArchive(context);
  const messages = createMessages(context, { roster, marksIds: () => disco.has(STANZA_IDS) || disco.has(MAM) });
  const catchUp = createCatchUp(context, {
    archive,
    messages,
    supported: () => disco.has(MAM),
    copies: carbons.enabled,
    known: parts.storedKnown,
  });
  const csi = createCsi({ active: parts.attended });
  const readSync = createReadSync(context, { supported: (feature) => disco.has(feature) });
  const outbox = createOutbox(context, { messages, archive, archived: () => disco.has(MAM), known: parts.storedKnown });

  const list: readonly Feature[] = [
    parts.stored,
    archive,
    // Before whoever takes the presences and messages that it only looks at.
    avatars,
    { name: 'read-sync events', receive: (incoming) => readSync.receive?.(incoming) ?? false },
    messages,
    disco,
    {
      name: 'roster',
      answers: [...(roster.answers ?? []), ...(blocking.answers ?? [])],
      begin: (session) => roster.begin?.(session),
      // Three questions that don't depend on each other cost one round trip, not three.
      online: async (session) => {
        await Promise.all([
          carbons.online?.(session),
          blocking.online?.(session),
          subscription.compareAround(async () => roster.online?.(session)),
        ]);
      },
    },
    subscription,
    presence,
    createClientFacts({ version: parts.version, clock: context.clock }),
    createLastActivity(context, { roster, lastSeen: parts.lastSeen.at }),
    catchUp,
    // After what it speaks of is stored.
    readSync,
    outbox,
    csi,
    // Last: what is new is there, and nothing waits for what is old.
    createRefill(context, { archive, messages, supported: () => disco.has(MAM) }),
  ];
  /** As it is now: settings decide about a part of it. */
  function disclosed(): readonly string[] {
    return [CAPS, ...list.flatMap((feature) => feature.discloses ?? [])];
  }

  return {
    list,
    disco,
    roster,
    blocking,
    subscription,
    presence,
    archive,
    messages,
    avatars,
    catchUp,
    readSync,
    outbox,
    csi,
  };
}

export type Features = ReturnType<typeof createFeatures>;
