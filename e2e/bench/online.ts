/** From the start of the process, and from the first step towards the server, until the account is online. */
import { join } from 'node:path';
import { spawnTethered } from '../server/process.ts';
import { type ProsodyServer, startProsody } from '../server/prosody.ts';
import { type Bench, type Figure, inTurn } from './figure.ts';
import { handshake } from './handshake.ts';
import { launch } from './launch.ts';
import { warmFolder } from './profile-folder.ts';
import { stagePrograms } from './stage.ts';

const SIZES = [10, 1_000];

export const online: Bench = {
  name: 'online',
  about: 'process start to online: roster, archive and all',
  async measure({ runs }) {
    const { kith } = await stagePrograms();
    await using server = await startProsody();
    const figures: Figure[] = [];
    for (const size of SIZES) {
      const folder = await warmFolder(server, size);
      let connecting = 0;
      const times = await inTurn(runs, {
        online: async () => {
          const times = await timesToOnline(kith, folder, server);
          connecting = times.connecting;
          return times.online;
        },
        connecting: async () => connecting,
        process: () => processThatShakesHands(server),
        handshake: async () => {
          const began = performance.now();
          await handshake(server);
          return performance.now() - began;
        },
      });
      figures.push(
        {
          name: `process start to online (${size} contacts)`,
          unit: 'ms',
          runs: times.online,
          beside: [{ name: 'a Node process that only does STARTTLS and TLS', runs: times.process }],
        },
        {
          name: `first step towards the server to online (${size} contacts)`,
          unit: 'ms',
          runs: times.connecting,
          beside: [{ name: 'STARTTLS and TLS by Node alone', runs: times.handshake }],
        },
      );
    }
    return figures;
  },
};

/** By the times in the main process's own log. */
async function timesToOnline(
  program: string,
  folder: string,
  server: ProsodyServer,
): Promise<{ readonly online: number; readonly connecting: number }> {
  const { process, began } = launch(program, folder, ['--ca', server.ca]);
  try {
    const [, last = ''] = await process.waitForOutput(/^(\S+) info "connection" .*phase="online"/m, 60_000);
    const [, first = ''] = await process.waitForOutput(/^(\S+) info "connection" .*phase="connecting"/m);
    return { online: Date.parse(last) - began, connecting: Date.parse(last) - Date.parse(first) };
  } finally {
    await process.end();
  }
}

async function processThatShakesHands({ host, port, domain, ca }: ProsodyServer): Promise<number> {
  const began = Date.now();
  const child = spawnTethered(process.execPath, [
    join(import.meta.dirname, 'handshake.ts'),
    host,
    String(port),
    domain,
    ca,
  ]);
  const [, at] = await child.waitForOutput(/secure at (\d+)/);
  await child.end();
  return Number(at) - began;
}
