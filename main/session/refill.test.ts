import { expect, it } from 'vitest';
import { createArchive } from '../xmpp/archive.ts';
import { createMessages } from '../xmpp/messages.ts';
import { createRoster } from '../xmpp/roster.ts';
import { type FeatureBench, featureBench } from '../xmpp/testing/feature-bench.ts';
import { createRefill } from './refill.ts';

/** An archive of so many messages, in pages as large as they are asked for; gives the ids that were asked before. */
function archiveOf(bench: FeatureBench, size: number) {
  const archive = createArchive(bench.context);
  const asked: (string | undefined)[] = [];
  archive.page = async (_session, { before, max }) => {
    asked.push(before);
    const end = before === '' ? size : Number(before);
    const start = Math.max(0, end - max);
    const ids = Array.from({ length: end - start }, (_, n) => String(start + n));
    return { messages: [], first: ids[0], last: ids.at(-1), complete: start === 0 };
  };
  const messages = createMessages(bench.context, { roster: createRoster(bench.context) });
  return { asked, feature: createRefill(bench.context, { archive, messages, supported: () => true }) };
}
const turns = () => new Promise((resolve) => setImmediate(resolve));
const told = (bench: FeatureBench) => bench.durable.map((event) => (event as { refill?: unknown }).refill);

it('fetches nothing unless it is wanted', async () => {
  const bench = featureBench();
  const { asked, feature } = archiveOf(bench, 600);
  await feature.online?.(bench.session);
  await turns();
  expect(asked).toEqual([]);
});

it('goes back from the newest to the oldest, no faster than it is stored', async () => {
  const bench = featureBench();
  bench.setCache({ refill: {} });
  const { asked, feature } = archiveOf(bench, 600);
  await feature.online?.(bench.session);
  await turns();
  expect(asked).toEqual(['', '350']);
  for (let n = 0; n < 3; n++) {
    bench.store();
    await turns();
  }
  expect(asked).toEqual(['', '350', '100']);
  expect(told(bench)).toEqual([{ before: '350' }, { before: '100' }, 'complete']);
});

it('goes on from where it was', async () => {
  const bench = featureBench();
  bench.setCache({ refill: { before: '100' } });
  const { asked, feature } = archiveOf(bench, 600);
  await feature.online?.(bench.session);
  await turns();
  expect(asked).toEqual(['100']);
  expect(told(bench)).toEqual(['complete']);
});

it('stores nothing of a session that has ended', async () => {
  const bench = featureBench();
  bench.setCache({ refill: {} });
  const { feature } = archiveOf(bench, 600);
  await feature.online?.(bench.session);
  feature.offline?.(true);
  await turns();
  expect(bench.durable).toEqual([]);
});
