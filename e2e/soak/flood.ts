/**
 * Messages as fast as a real Prosody can, from a contact and from a stranger, with the chat open and closed. All of it is
 * stored, and the window stays alive meanwhile.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from '../app/app.ts';
import { startSignedIn } from '../bench/signed-in.ts';
import { openChat } from '../chats.ts';
import { startProsody } from '../server/index.ts';
import { connectBare } from './bare-client.ts';
import { compare, numbered } from './numbered.ts';
import { becomes } from './phases.ts';
import { seeded } from './random.ts';
import { type Finding, figure, must } from './report.ts';
import { LONGEST_TASK, watchSmoothness } from './smoothness.ts';
import { countRows, numbersOf, storedMessages } from './window.ts';

export interface FloodOptions {
  readonly messages: number;
  readonly seed: number;
  /** A folder for CPU profiles of the page. */
  readonly profiles: string | undefined;
  readonly say: (line: string) => void;
}

export async function soakFlood(options: FloodOptions): Promise<Finding[]> {
  const { messages, say } = options;
  const chance = seeded(options.seed);
  await using server = await startProsody();
  for (const name of ['ann', 'ben', 'eve']) await server.addUser(name, 'secret');
  await server.seedRoster('ann', [{ jid: `ben@${server.domain}` }]);
  await server.seedRoster('ben', [{ jid: `ann@${server.domain}` }]);
  const ann = `ann@${server.domain}`;
  const app = await startSignedIn({ server, user: 'ann', password: 'secret' });
  const findings: Finding[] = [figure('messages each, seed', `${messages}, ${options.seed}`)];
  try {
    let all = 0;
    for (const user of ['ben', 'eve']) {
      await using sender = await connectBare({ server, user, password: 'secret' });
      const jid = `${user}@${server.domain}`;
      let first = 1;
      for (const open of [false, true]) {
        if (open) await openChat(app.page, user);
        const texts = Array.from({ length: messages }, (_, index) => {
          const body = numbered('in', first + index, chance)
            .replace(/&/g, '&amp;')
            .replace(/</g, '&lt;');
          return `<message to='${ann}' type='chat' id='${user}-${first + index}'><body>${body}</body></message>`;
        });
        first += messages;
        all += messages;
        const stop = await watchSmoothness(app.page);
        const profiled = await profile(app, options.profiles, `flood-${user}-${open ? 'open' : 'closed'}`);
        const began = performance.now();
        await sender.write(texts.join(''));
        await sender.settled();
        const taken = performance.now() - began;
        const stored = await becomes(async () => (await countRows(app, 'entries')) >= all, 600_000, 250);
        const seconds = (performance.now() - began) / 1000;
        await profiled();
        const felt = await stop();
        say(`${user}, chat ${open ? 'open' : 'closed'}: ${Math.round(messages / seconds)} messages a second`);
        const what = `${user === 'ben' ? 'contact' : 'stranger'}, chat ${open ? 'open' : 'closed'}`;
        const found = compare(
          Array.from({ length: first - 1 }, (_, index) => index + 1),
          numbersOf(await storedMessages(app, jid), 'in'),
        );
        findings.push(
          must(`${what}: lost`, found.lost.length + (stored ? 0 : 1)),
          must(`${what}: doubled`, found.doubled.length),
          must(`${what}: out of order`, found.disordered.length),
          figure(
            '  messages a second, the server took / stored',
            `${Math.round((messages * 1000) / taken)} / ${Math.round(messages / seconds)}`,
          ),
          figure(
            '  longest task ms: processor / clock, and those over 50 ms',
            `${Math.round(felt.busiest)} / ${Math.round(felt.longest)}, ${felt.longTasks}`,
          ),
          must('  over 200 ms of the processor', felt.busiest > LONGEST_TASK ? 1 : 0),
          figure('  frames dropped / drawn', `${felt.dropped} / ${felt.frames}`),
        );
        if (user === 'ben' && open) await app.page.getByRole('main').getByRole('textbox').press('Escape');
      }
    }
    return findings;
  } finally {
    await app.dispose();
  }
}

export async function profile(app: App, folder: string | undefined, name: string): Promise<() => Promise<void>> {
  if (folder === undefined) return async () => {};
  await mkdir(folder, { recursive: true });
  const session = await app.page.context().newCDPSession(app.page);
  await session.send('Profiler.enable');
  await session.send('Profiler.start');
  return async () => {
    const { profile } = await session.send('Profiler.stop');
    await session.detach();
    await writeFile(join(folder, `${name}.cpuprofile`), JSON.stringify(profile));
  };
}
