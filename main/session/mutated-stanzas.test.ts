/**
 * 2,000 spoiled stanzas against a real session with all its features (`npm run soak -- fuzz` sends 100,000 to the whole
 * application): nothing is thrown, what can't be read ends one stream and not the account, and the next good message is
 * still told.
 */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { DurableEvent } from '../../app/contract/contract.ts';
import { emptyCache } from '../../app/contract/sync.ts';
import { bareJid } from '../../app/jid.ts';
import { defaultSettings } from '../../app/settings/settings.ts';
import { startSpoiling } from '../../e2e/soak/spoiling-server.ts';
import { systemClock } from '../clock.ts';
import { createFeatures } from '../xmpp/features.ts';
import { openTestAccount } from './testing/opened-account.ts';

const COUNT = 2000;
const romeo = { jid: 'romeo@localhost', password: 'secret' };

test(`${COUNT} mutated stanzas: nothing is thrown, and the good one behind them is there`, async () => {
  const uncaught: unknown[] = [];
  const keep = (error: unknown) => void uncaught.push(error);
  process.on('uncaughtException', keep);
  process.on('unhandledRejection', keep);
  await using spoiling = await startSpoiling({ count: COUNT, seed: 2026, rough: 0.04, good: 'the good one' });

  const told = Promise.withResolvers<void>();
  const durable: DurableEvent[] = [];
  const account = bareJid(romeo.jid);
  const logged: string[] = [];
  const write = (event: string) => void logged.push(event);
  const features = createFeatures(
    {
      account,
      clock: systemClock,
      log: { info: write, warn: write },
      newId: randomUUID,
      settings: () => defaultSettings,
      stored: () => emptyCache(account),
      live: () => {},
      durable(event, stored) {
        durable.push(event);
        if (JSON.stringify(event).includes('the good one')) told.resolve();
        setImmediate(() => stored?.());
      },
    },
    {
      version: '0',
      attended: () => true,
      lastSeen: { at: () => 0, awaySince: () => undefined },
      ownPresence: () => ({ show: 'online', status: '' }),
      stored: { name: 'stored' },
      storedKnown: async () => true,
    },
  );
  await using opened = openTestAccount(spoiling.server, romeo, {
    features: features.list,
    onState(state) {
      if (state.phase === 'waiting' || state.phase === 'stopped') queueMicrotask(() => opened.connection.retryNow());
    },
  });
  opened.connection.connect();
  await told.promise;
  process.off('uncaughtException', keep);
  process.off('unhandledRejection', keep);
  expect(uncaught).toEqual([]);
  expect(spoiling.sent()).toBe(COUNT);
  // Some of them ended a stream, and the account came back each time; only those that had to.
  expect(spoiling.streams()).toBeGreaterThan(20);
  expect(spoiling.unexpected).toEqual([]);
  expect(durable.length).toBeGreaterThan(100);
  expect(logged).not.toContain('feature failed');
}, 120_000);
