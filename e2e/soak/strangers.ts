/**
 * Requests to see presence of thousands who are nobody's contacts (RFC 6121 section 3.1.3): all at once while something else
 * is on the screen, then as many again within a minute while the person looks at the list. None is lost, the desktop gets
 * a handful of notifications, and the window answers meanwhile.
 */
import { HANDFUL } from '../../main/notices/burst.ts';
import { startDunst } from '../../main/shell/testing/dunst.ts';
import { cleanup } from '../../main/shell/testing/surroundings.ts';
import { type App, t } from '../app/app.ts';
import { startSignedIn } from '../bench/signed-in.ts';
import { type ScriptedClient, startScriptedServer } from '../server/scripted.ts';
import { type FloodOptions, profile } from './flood.ts';
import { becomes } from './phases.ts';
import { type Finding, figure, must, spread } from './report.ts';
import { LONGEST_TASK, watchSmoothness } from './smoothness.ts';
import { countRows } from './window.ts';

/** Notifications while there are many: those told as they came, and then one for all, told anew every ten seconds. */
const mostNotices = (seconds: number) => HANDFUL + 2 + Math.ceil(seconds / 10);

const requestOf = (n: number) =>
  `<presence from='stranger-${n}@far-${n % 97}.example' to='ann@localhost' type='subscribe'><status>Hello ${n}</status></presence>`;

export async function soakStrangers({ messages: count, profiles, say }: FloodOptions): Promise<Finding[]> {
  const clean = cleanup();
  try {
    const desktop = {
      DISPLAY: process.env.DISPLAY ?? '',
      DBUS_SESSION_BUS_ADDRESS: process.env.DBUS_SESSION_BUS_ADDRESS ?? '',
    };
    const dunst = await startDunst(clean, desktop);
    await using server = await startScriptedServer({
      users: { ann: 'secret' },
      features: ["<sm xmlns='urn:xmpp:sm:3'/>"],
    });
    const app = await startSignedIn({ server, user: 'ann', password: 'secret' });
    clean.add(() => app.dispose());
    const client = await server.client();
    const findings: Finding[] = [figure('requests, each time', count)];
    let notices = 0;

    /** `send` resolves when all of them are on the wire. */
    async function flood(name: string, expected: number, send: () => Promise<void>): Promise<void> {
      const stop = await watchSmoothness(app.page);
      const profiled = await profile(app, profiles, `strangers-${expected}`);
      const began = performance.now();
      const pressed = pressUntil(
        app,
        send().then(() => becomes(async () => (await countRows(app, 'requests')) >= expected, 120_000, 500)),
      );
      const answers = await pressed;
      const seconds = (performance.now() - began) / 1000;
      const shown = await becomes(() => countShown(app, expected), 10_000, 100);
      await profiled();
      const felt = await stop();
      const rows = new Set((await app.rows('requests')).map((row) => row.from));
      const arrived = await dunst.arrived();
      say(`${name}: ${rows.size} of ${expected} requests stored`);
      findings.push(
        must(`${name}: lost`, expected - rows.size),
        must('  not in the list', shown ? 0 : 1),
        figure('  requests a second', Math.round(count / seconds)),
        figure('  notifications', arrived.length - notices),
        must('  more notifications than a handful', Math.max(0, arrived.length - notices - mostNotices(seconds))),
        figure('  ms until a key is taken, median / 95 % / longest', spread(answers)),
        figure(
          '  longest task ms: processor / clock, and those over 50 ms',
          `${Math.round(felt.busiest)} / ${Math.round(felt.longest)}, ${felt.longTasks}`,
        ),
        must('  over 200 ms of the processor', felt.busiest > LONGEST_TASK ? 1 : 0),
        figure('  frames dropped / drawn', `${felt.dropped} / ${felt.frames}`),
      );
      notices = arrived.length;
    }

    await flood('at once', count, async () => client.send(many(0, count)));
    // The list says how many there are, and the dialog leads to it.
    await app.page.getByRole('button', { name: t('requests.seeAll') }).click();
    await flood('within a minute, the list open', 2 * count, () => overAMinute(client, count));
    findings.push(figure('notifications on the screen in the end', await dunst.displayed()));
    return findings;
  } finally {
    await clean.run();
  }
}

const many = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => requestOf(first + index)).join('');

async function overAMinute(client: ScriptedClient, count: number): Promise<void> {
  const slices = 600;
  for (let slice = 0; slice < slices; slice += 1) {
    const [from, to] = [Math.floor((slice * count) / slices), Math.floor(((slice + 1) * count) / slices)];
    client.send(many(count + from, to - from));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** A key that does nothing, again and again: how long the window took for each, ms. */
async function pressUntil(app: App, end: Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  let over = false;
  const ended = end.finally(() => {
    over = true;
  });
  while (!over) {
    const from = performance.now();
    await app.page.keyboard.press('Shift');
    taken.push(performance.now() - from);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await ended;
  return taken;
}

/** In the dialog or over the list, as words: what a person can count. */
async function countShown(app: App, expected: number): Promise<boolean> {
  const words = [t('requests.waitingMore', { count: expected - 1 }), `${t('requests.received')} · ${expected}`];
  for (const each of words) if (await app.page.getByText(each, { exact: true }).isVisible()) return true;
  return false;
}
