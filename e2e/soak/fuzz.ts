/** Spoiled stanzas against the whole application: it stays up, its memory does not grow, and the next good message is shown. */
import { memoryOf, treeOf } from '../app/kill-tree.ts';
import { startSignedIn } from '../bench/signed-in.ts';
import { startChat } from '../chats.ts';
import { becomes, watchPhases } from './phases.ts';
import { type Finding, figure, must } from './report.ts';
import { startSpoiling } from './spoiling-server.ts';

export interface FuzzOptions {
  readonly count: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

/** Streams that are ended by what is sent: each takes a sign-in, which is not what is tried here. */
const STREAMS = 400;

export async function soakFuzz({ count, seed, say }: FuzzOptions): Promise<Finding[]> {
  const good = 'This one is good.';
  const ready = Promise.withResolvers<void>();
  const rough = Math.min(0.02, STREAMS / count);
  await using spoiling = await startSpoiling({ count, seed, rough, good, ready: ready.promise });
  const app = await startSignedIn(
    { server: { ...spoiling.server, domain: 'localhost' }, user: 'romeo', password: 'secret' },
    {},
  );
  const phases = watchPhases(app);
  const crashes: string[] = [];
  const refused = new Map<string, number>();
  app.onLog((line) => {
    if (/uncaught|unhandled|page (crashed|gone)|renderer (crashed|gone)/i.test(line)) crashes.push(line);
    const [, event = ''] = /^\S+ warn "([^"]*)"/.exec(line) ?? [];
    if (event !== '') refused.set(event, (refused.get(event) ?? 0) + 1);
  });
  const toEnd = app.page.getByRole('main').locator('.thread-jump');
  const pageErrors: string[] = [];
  app.page.on('pageerror', (error) => pageErrors.push(String(error)));
  const memory = () => {
    const tree = treeOf(app.pid, app.dataDir);
    return { main: memoryOf([app.pid]) / 2 ** 20, all: memoryOf(tree) / 2 ** 20 };
  };
  try {
    await startChat(app.page, 'juliet@localhost');
    const before = memory();
    const began = performance.now();
    const along: string[] = [];
    ready.resolve();
    const done = await becomes(
      async () => {
        // A person would press it, too; the delays are not what is tried here.
        if (phases.current() === 'waiting') {
          await app.page.evaluate(() => window.kithWire?.call('account/reconnect', { account: 'romeo@localhost' }));
        }
        if (along.length < 9 && spoiling.sent() >= (count / 10) * (along.length + 1)) {
          const { main, all } = memory();
          along.push(`${main.toFixed(0)}/${all.toFixed(0)}`);
          say(`${spoiling.sent()} spoiled stanzas, ${spoiling.streams()} streams, ${along.at(-1)} MB`);
        }
        // What is taller than the window may have taken the end out of view; a person would go there.
        if (spoiling.sent() >= count) await toEnd.click({ timeout: 1000 }).catch(() => undefined);
        return (await app.page.getByRole('main').getByText(good, { exact: true }).count()) > 0;
      },
      Math.max(120_000, count * 20),
      50,
    );
    const seconds = (performance.now() - began) / 1000;
    const after = memory();
    for (const how of spoiling.unexpected.slice(0, 5)) console.log(`stream ended by: ${how.slice(0, 400)}`);
    for (const line of [...crashes, ...pageErrors].slice(0, 10)) console.log(line);
    return [
      figure('spoiled stanzas, seed', `${spoiling.sent()}, ${seed}`),
      figure('streams they took', spoiling.streams()),
      figure('stanzas a second', Math.round(spoiling.sent() / seconds)),
      must('the good message behind them is not on the screen', done ? 0 : 1),
      must('crashes of a process', crashes.length),
      must('errors thrown in the page', pageErrors.length),
      must('streams ended by what is well-formed', spoiling.unexpected.length),
      figure('MB of main before / after', `${before.main.toFixed(0)} / ${after.main.toFixed(0)}`),
      figure('MB of all processes before / after', `${before.all.toFixed(0)} / ${after.all.toFixed(0)}`),
      figure('MB of main/all at each tenth', along.join(' ')),
      must('main holds more than 400 MB more', after.main - before.main > 400 ? 1 : 0),
      ...[...refused]
        .sort(([, a], [, b]) => b - a)
        .slice(0, 12)
        .map(([event, times]) => figure(`  logged: ${event}`, times)),
    ];
  } finally {
    phases.stop();
    await app.dispose();
  }
}
