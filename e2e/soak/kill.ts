/**
 * kill -9 of the whole application, all its processes at once, at random moments while it receives, sends and catches up;
 * then it is started again. What it had taken in has to be there once, what it had stored to be sent has to arrive once.
 * A power cut can't be tried so: what the kernel had taken from a killed process still reaches the disk.
 */
import type { App } from '../app/app.ts';
import { startSignedIn } from '../bench/signed-in.ts';
import { chatRow, openChat, startChat } from '../chats.ts';
import { startEjabberd, startProsody } from '../server/index.ts';
import { connectBare, wholeArchive } from './bare-client.ts';
import { createFriend } from './friend.ts';
import { compare, numbered, numberIn } from './numbered.ts';
import { becomes, watchPhases } from './phases.ts';
import { seeded } from './random.ts';
import { type Finding, figure, must, spread } from './report.ts';
import { numbersOf, storedMessages, tellJumps, type } from './window.ts';

export interface KillOptions {
  readonly server: 'prosody' | 'ejabberd';
  readonly kills: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

const DOINGS = ['receiving', 'sending', 'both', 'catching up'] as const;
/** Messages of one side in one round. */
const BURST = 30;

export async function soakKill({ server: kind, kills, seed, say }: KillOptions): Promise<Finding[]> {
  const chance = seeded(seed);
  await using server = await (kind === 'prosody'
    ? // Only the window is killed; Prosody's files take minutes to be read when they are thousands of messages long.
      startProsody({ configuration: 'max_archive_query_results = 250\nstorage = { archive = "memory" }' })
    : startEjabberd());
  for (const name of ['ann', 'ben']) await server.addUser(name, 'secret');
  await server.seedRoster('ann', [{ jid: `ben@${server.domain}` }]);
  await server.seedRoster('ben', [{ jid: `ann@${server.domain}` }]);
  const ann = `ann@${server.domain}`;
  const friend = createFriend(server, 'ben', 'secret', ann, chance);
  const app = await startSignedIn({ server, user: 'ann', password: 'secret' }, { keep: 'file' });
  const phases = watchPhases(app);
  const back: number[] = [];
  let typed = 0;
  let notBack = 0;
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  /** The window goes away in the middle of it. */
  const write = async (count: number) => {
    const texts = Array.from({ length: count }, (_, index) => numbered('out', typed + index + 1, chance));
    typed += count;
    await type(app.page, texts).catch(() => undefined);
  };

  try {
    await friend.comeBack();
    await startChat(app.page, friend.jid);
    await Promise.all([write(1), friend.write(1)]);
    await becomes(async () => (await storedMessages(app, friend.jid)).length >= 2, 20_000, 100);

    for (let turn = 0; turn < kills; turn += 1) {
      const doing = DOINGS[turn % DOINGS.length] ?? 'both';
      const busy: Promise<unknown>[] = [];
      if (doing === 'catching up') {
        // What waits for it on the server is more than it gets in one page.
        await app.crash();
        await friend.write(300);
        await restart(app);
      }
      if (doing === 'receiving' || doing === 'both') busy.push(friend.write(BURST));
      if (doing === 'sending' || doing === 'both') busy.push(write(BURST));
      await pause(chance.int(0, 1500));
      await app.crash();
      await Promise.all(busy);
      const began = Date.now();
      await restart(app);
      // Now and then it dies again before it is online.
      if (chance.in(0.2)) continue;
      if (await becomes(() => phases.current() === 'online', 60_000)) back.push(Date.now() - began);
      else {
        notBack += 1;
        say(`not online a minute after kill ${turn}\n${app.log().split('\n').slice(-15).join('\n')}`);
      }
      await openChat(app.page, chatName(friend.jid));
      if (turn % 10 === 9) say(`${turn + 1} kills, ${typed} typed, ${friend.written()} in`);
    }

    await becomes(() => phases.current() === 'online', 60_000);
    await openChat(app.page, chatName(friend.jid));
    await Promise.all([write(1), friend.write(1)]);
    const isQuiet = async () => {
      const rows = await storedMessages(app, friend.jid);
      return numbersOf(rows, 'in').includes(friend.written()) && rows.every(({ outbox }) => outbox === undefined);
    };
    if (!(await becomes(isQuiet, 300_000, 500))) say('not everything went out or came in at the end');

    const rows = await storedMessages(app, friend.jid);
    const archiveOf = async (user: string) => {
      await using client = await connectBare({ server, user, password: 'secret', resource: 'count' });
      return (await wholeArchive(client)).map(({ text }) => /<body[^>]*>([^<]*)</.exec(text)?.[1] ?? '');
    };
    const had = (await archiveOf('ann')).map((body) => numberIn('in', body)).filter((number) => number !== undefined);
    const got = (await archiveOf('ben')).map((body) => numberIn('out', body)).filter((number) => number !== undefined);
    const incoming = compare(had, numbersOf(rows, 'in'));
    const stored = numbersOf(rows, 'out');
    const outgoing = compare(stored, got);
    for (const [name, found] of Object.entries({ incoming, outgoing })) {
      if (/\d/.test(JSON.stringify(found))) console.log(`${name}: ${JSON.stringify(found).slice(0, 600)}`);
    }
    if (incoming.disordered.length > 0) tellJumps(rows);
    return [
      figure('kill -9 of everything, seed', `${kills}, ${seed}`),
      figure('messages stored out / in', `${stored.length} / ${incoming.lost.length + had.length}`),
      figure('typed into a window that was killed before they were stored', typed - new Set(stored).size),
      must('in: lost', incoming.lost.length),
      must('in: doubled', incoming.doubled.length),
      must('in: out of order', incoming.disordered.length),
      must('out: stored and never sent', outgoing.lost.length),
      must('out: sent twice', outgoing.doubled.length),
      must('out: out of order', outgoing.disordered.length),
      must('sent though it was never stored', got.filter((number) => !stored.includes(number)).length),
      must('not online again within a minute', notBack),
      figure('ms from start to online: median / 95 % / most', spread(back)),
      figure('a power cut', 'not tried: it can’t be, here'),
    ];
  } finally {
    phases.stop();
    await app.dispose();
    await friend.leave();
  }
}

const chatName = (jid: string) => jid.slice(0, jid.indexOf('@'));

/** A browser that was killed may find its profile still locked for a moment. */
async function restart(app: App): Promise<void> {
  await app.restart();
  await chatRow(app.page, 'ben').waitFor({ timeout: 30_000 });
}
