/**
 * 20,000 messages that pour in, until they are committed in the page's database: the figure that bounds a catch-up after
 * holidays. The server learns it from the acknowledgements, which count only what is stored.
 */
import { join } from 'node:path';
import { spawnTethered } from '../server/process.ts';
import { type Blaster, startBlaster } from './blaster.ts';
import { type Bench, type BenchOptions, inTurn } from './figure.ts';
import type { BulkAdded } from './page/bulk-add.ts';
import { pageScript } from './page-script.ts';
import { mainProfile, pageProfiled } from './profile.ts';
import { startSignedIn } from './signed-in.ts';

const COUNT = 20_000;
const CONTACTS = 50;

interface Stored extends BulkAdded {
  readonly kith: number;
}

export const incoming: Bench = {
  name: 'incoming',
  about: `${COUNT} messages until all are stored`,
  async measure({ runs, profiles }) {
    const blaster = await startBlaster(CONTACTS);
    try {
      const script = await pageScript('bulk-add.ts');
      let stored: Stored | undefined;
      const ofRun = async (value: (stored: Stored) => number): Promise<number> => {
        if (stored === undefined) throw new Error('Kith comes first in each round');
        return value(stored);
      };
      const values = await inTurn(runs, {
        kith: async () => {
          stored = await store(blaster, script, profiles);
          return stored.kith;
        },
        atOnce: () => ofRun((stored) => stored.atOnce),
        inBatches: () => ofRun((stored) => stored.inBatches),
        counter: () => count(blaster),
      });
      return [
        {
          name: `${COUNT} messages, written by the server until stored`,
          unit: 'ms',
          runs: values.kith,
          beside: [
            { name: 'bulkAdd of the same rows, at once', runs: values.atOnce },
            { name: 'bulkAdd of the same rows, 250 a transaction', runs: values.inBatches },
            { name: 'bare @xmpp/client that counts them', runs: values.counter },
          ],
        },
      ];
    } finally {
      await blaster.server.dispose();
    }
  },
};

async function store(blaster: Blaster, script: string, profiles: BenchOptions['profiles']): Promise<Stored> {
  const { server } = blaster;
  const app = await startSignedIn(
    { server, user: 'ann', password: 'secret' },
    { env: mainProfile(profiles, 'incoming') },
  );
  try {
    const client = await server.client();
    const kith = await pageProfiled(app, profiles, 'incoming', () => blaster.pour(client, COUNT));
    await app.page.evaluate(script);
    const bare = await app.page.evaluate(() => (window as unknown as { bulkAdd(): Promise<BulkAdded> }).bulkAdd());
    if (bare.rows !== COUNT) throw new Error(`${bare.rows} of ${COUNT} messages were stored`);
    return { kith, ...bare };
  } finally {
    await app.dispose();
  }
}

async function count({ server, pour }: Blaster): Promise<number> {
  const account = [server.host, String(server.port), server.domain, 'ann', 'secret'];
  const counter = spawnTethered(process.execPath, [join(import.meta.dirname, 'counter.ts'), ...account], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: server.ca },
  });
  try {
    const client = await server.client();
    await counter.waitForOutput(/online/);
    return await pour(client, COUNT);
  } finally {
    await counter.end();
  }
}
