/**
 * A bad line: faults at random while both sides write numbered messages, then a count in four places: the rows in the
 * database, the rows on the screen, the peer's own log, and the server's archive of either side, which is what the server
 * really had.
 */
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '../app/app.ts';
import { startSignedIn } from '../bench/signed-in.ts';
import { startChat } from '../chats.ts';
import { startEjabberd, startProsody, type TestServer } from '../server/index.ts';
import { temporaryFolder } from '../server/process.ts';
import { connectBare, wholeArchive } from './bare-client.ts';
import { createFriend, type Friend } from './friend.ts';
import { type Line, startLine } from './line.ts';
import { compare, numbered, numberIn } from './numbered.ts';
import { becomes, type Phases, watchPhases } from './phases.ts';
import { type Chance, seeded } from './random.ts';
import { type Finding, figure, must, spread } from './report.ts';
import { type Resends, watchResends } from './resends.ts';
import { lookAway, numbersOf, storedMessages, tellJumps, type, viewsOfThread } from './window.ts';

export interface FaultsOptions {
  readonly server: 'prosody' | 'ejabberd';
  readonly faults: number;
  /** Each way. */
  readonly messages: number;
  readonly seed: number;
  /** ms after which it counts what there was until then; missing: never. */
  readonly limit?: number;
  readonly say: (line: string) => void;
}

/** More connections than this in ten seconds are a storm: two for an attempt, one attempt a second by a signal. */
const STORM = 20;
/** ms without coming back after which it counts as stuck: the longest delay between attempts is a minute. */
const STUCK = 120_000;

interface Place {
  readonly server: TestServer;
  readonly line: Line;
  readonly app: App;
  readonly phases: Phases;
  readonly friend: Friend;
  readonly chance: Chance;
  readonly dns: (fault: string) => void;
  readonly resends: Resends;
  /** When the server was killed, epoch ms. */
  readonly kills: number[];
}

interface Fault {
  readonly name: string;
  /** Its part of all. */
  readonly weight: number;
  /** Ends when the line is whole again. `told`: the computer says that its network is back. */
  run(place: Place): Promise<void>;
  /** The computer says nothing afterwards: how long it takes is the delay's, or that of finding out. */
  readonly silent?: true;
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const cutInside =
  (side: 'client' | 'server', where: 'stanza' | 'character') =>
  async ({ line }: Place) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const undo = line.cutInside(side, where, resolve);
    // Nobody may be saying anything just now.
    await Promise.race([promise, pause(3000)]);
    undo();
  };

const kill = async ({ server, friend, chance, kills }: Place) => {
  kills.push(Date.now());
  await server.kill();
  await pause(chance.int(0, 1500));
  await server.restart();
  await friend.comeBack();
};

const FAULTS: readonly Fault[] = [
  { name: 'reset', weight: 16, run: async ({ line }) => line.cut('reset') },
  { name: 'end', weight: 8, run: async ({ line }) => line.cut('end') },
  { name: 'cut in a stanza of the server', weight: 10, run: cutInside('server', 'stanza') },
  { name: 'cut in a character of the server', weight: 10, run: cutInside('server', 'character') },
  { name: 'cut in a stanza of the window', weight: 10, run: cutInside('client', 'stanza') },
  { name: 'cut in a character of the window', weight: 10, run: cutInside('client', 'character') },
  {
    name: 'no names (DNS)',
    weight: 3,
    async run({ line, dns, chance }) {
      dns(chance.pick(['ENOTFOUND', 'EAI_AGAIN', 'silence']));
      line.cut('reset');
      await pause(chance.int(200, 3000));
      dns('');
    },
  },
  { name: 'server killed (-9) and started', weight: 3, run: kill },
  {
    name: 'stall',
    weight: 8,
    async run({ line, chance }) {
      line.stall();
      await pause(chance.int(100, 4000));
      line.heal();
    },
  },
  {
    name: 'delay',
    weight: 8,
    async run({ line, chance }) {
      line.delay(chance.int(50, 800));
      await pause(chance.int(200, 2000));
      line.heal();
    },
  },
  {
    name: 'black hole, then another network',
    weight: 5,
    async run({ line, chance }) {
      line.blackHole({ newOnes: false });
      await pause(chance.int(0, 500));
    },
  },
  {
    name: 'black hole, then the same network',
    weight: 4,
    async run({ line, chance }) {
      line.blackHole();
      await pause(chance.int(500, 4000));
      line.heal();
    },
  },
  {
    name: 'black hole that nobody tells of',
    weight: 1,
    silent: true,
    async run({ line, chance }) {
      line.blackHole({ newOnes: false });
      await pause(chance.int(0, 500));
    },
  },
  {
    name: 'resets in a row',
    weight: 4,
    async run({ line, chance }) {
      for (let times = chance.int(2, 5); times > 0; times -= 1) {
        line.cut(chance.in(0.5) ? 'reset' : 'end');
        await pause(chance.int(0, 700));
      }
      line.cut('reset');
    },
  },
];

/** One of each first, so that a short run has them all; then by their weights. */
function choose(chance: Chance, turn: number): Fault {
  if (turn < FAULTS.length) return FAULTS[turn] as Fault;
  let left = chance.next() * FAULTS.reduce((sum, { weight }) => sum + weight, 0);
  for (const fault of FAULTS) {
    left -= fault.weight;
    if (left < 0) return fault;
  }
  return FAULTS[0] as Fault;
}

export async function soakFaults(options: FaultsOptions): Promise<Finding[]> {
  const { faults, messages, say } = options;
  const chance = seeded(options.seed);
  await using server = await (options.server === 'prosody'
    ? startProsody({ configuration: 'max_archive_query_results = 250' })
    : startEjabberd());
  for (const name of ['ann', 'ben']) await server.addUser(name, 'secret');
  await server.seedRoster('ann', [{ jid: `ben@${server.domain}` }]);
  await server.seedRoster('ben', [{ jid: `ann@${server.domain}` }]);
  const wire = process.env.WIRE;
  const resends = watchResends();
  const line = await startLine({
    domain: server.domain,
    server,
    onText(side, text, link) {
      resends.passed(link, side, text);
      if (wire !== undefined) appendFileSync(wire, `\n@@ ${Date.now()} ${side} ${text}`);
    },
  });
  const dnsFile = join(temporaryFolder('soak-dns'), 'fault');
  const dns = (fault: string) => writeFileSync(dnsFile, fault);
  dns('');
  const app = await startSignedIn(
    {
      server: { ...server, host: 'line.soak.invalid', port: line.port, ca: server.ca },
      user: 'ann',
      password: 'secret',
    },
    {
      env: {
        KITH_SOAK_DNS: dnsFile,
        NODE_OPTIONS: `--import ${JSON.stringify(join(import.meta.dirname, 'dns-faults.mjs'))}`,
      },
    },
  );
  const phases = watchPhases(app);
  const ann = `ann@${server.domain}`;
  const friend = createFriend(server, 'ben', 'secret', ann, chance);
  const place: Place = { server, line, app, phases, friend, chance, dns, resends, kills: [] };
  let typed = 0;
  const back: { name: string; silent: boolean; ms: number }[] = [];
  let stuck = 0;
  let done = 0;

  const isBack = () => phases.current() === 'online' && line.living() > 0;
  const write = async (count: number) => {
    const texts = Array.from({ length: count }, (_, index) => numbered('out', typed + index + 1, chance));
    typed += count;
    await type(app.page, texts);
  };

  try {
    await friend.comeBack();
    await startChat(app.page, friend.jid);
    await app.page.getByRole('main').getByRole('textbox').waitFor();
    // Something is there before the first fault.
    await Promise.all([write(1), friend.write(1)]);

    const end = Date.now() + (options.limit ?? Number.POSITIVE_INFINITY);
    for (let turn = 0; turn < faults && Date.now() < end; turn += 1) {
      done += 1;
      const fault = choose(chance, turn);
      const due = (written: number) => Math.max(0, Math.round((messages * (turn + 1)) / faults) - written);
      // The system says that there is a network, or the person looks.
      const tell = () =>
        fault.name.includes('network')
          ? app.page.evaluate(() => dispatchEvent(new Event('online')))
          : lookAway(app.page);
      const before = line.made.length;
      if (wire !== undefined) appendFileSync(wire, `\n@@ ${Date.now()} FAULT ${turn} ${fault.name} typed ${typed}`);
      let healed = 0;
      await Promise.all([
        write(due(typed)),
        friend.write(due(friend.written())),
        pause(chance.int(0, 200)).then(async () => {
          await fault.run(place);
          healed = Date.now();
          if (fault.silent !== true) await tell();
        }),
      ]);
      // Now and then the next fault comes while the window is still busy with this one.
      if (chance.in(0.15) && turn + 1 < faults) continue;
      let told = healed;
      const found = await becomes(async () => {
        if (isBack()) return true;
        // Once more, as an attempt of before may still have been under way.
        if (fault.silent !== true && phases.current() !== 'catching-up' && Date.now() - told > 3000) {
          told = Date.now();
          await tell();
        }
        return false;
      }, STUCK);
      if (!found) {
        stuck += 1;
        say(
          `stuck after fault ${turn} (${fault.name}): ${phases.current()}, ${line.living()} links\n${tail(app.log())}`,
        );
        await app.page.evaluate((account) => window.kithWire?.call('account/reconnect', { account }), ann);
        await becomes(isBack, STUCK);
      } else if (line.made.length > before) {
        const ms = Math.max(0, phases.onlineSince() - healed);
        back.push({ name: fault.name, silent: fault.silent === true, ms });
      }
      if (turn % 25 === 24)
        say(`${turn + 1} faults, ${typed} out, ${friend.written()} in, ${line.made.length} connections`);
    }

    await becomes(isBack, STUCK);
    await lookAway(app.page);
    await Promise.all([write(1), friend.write(1)]);
    let left = Number.POSITIVE_INFINITY;
    const isQuiet = async () => {
      const rows = await storedMessages(app, friend.jid);
      left = rows.filter(({ outbox }) => outbox !== undefined).length;
      return left === 0 && numbersOf(rows, 'in').includes(friend.written());
    };
    // A server whose archive has grown takes a dozen a second: as long as it gets on.
    for (let before = left; !(await becomes(isQuiet, 120_000, 3000)); before = left) {
      if (left < before) continue;
      say(`not everything went out or came in at the end: ${left} left\n${tail(app.log())}`);
      break;
    }

    const findings = await count(place, typed);
    const told = back.filter(({ silent }) => !silent).map(({ ms }) => ms);
    const untold = back.filter(({ silent }) => silent).map(({ ms }) => ms);
    const most = Math.max(
      0,
      ...line.made.map((at, index) => line.made.filter((b, i) => i >= index && b < at + 10_000).length),
    );
    return [
      figure('faults', done),
      figure('seed', options.seed),
      figure('messages out / in', `${typed} / ${friend.written()}`),
      ...findings,
      must('storms (more than 20 connections in 10 s)', most > STORM ? 1 : 0),
      figure('connections, and most of them in 10 s', `${line.made.length}, ${most}`),
      must('two signed-in streams at once', line.doubles()),
      must('stuck for more than two minutes', stuck),
      figure('ms to online, told: median / 95 % / most', spread(told)),
      figure('ms to online, untold: median / 95 % / most', spread(untold)),
      ...[...new Set(back.map(({ name }) => name))].map((name) =>
        figure(
          `  ${name}`,
          `${spread(back.filter((each) => each.name === name).map(({ ms }) => ms))} (${back.filter((each) => each.name === name).length})`,
        ),
      ),
    ];
  } finally {
    phases.stop();
    await app.dispose();
    await friend.leave();
    await line.dispose();
  }
}

async function count({ server, app, friend, resends, kills }: Place, typed: number): Promise<Finding[]> {
  const archiveOf = async (user: string) => {
    await using client = await connectBare({ server, user, password: 'secret', resource: 'count' });
    return (await wholeArchive(client)).filter(({ text }) => /<body/.test(text));
  };
  const bodyOf = ({ text }: { text: string }) => / ?<body[^>]*>([^<]*)</.exec(text)?.[1] ?? '';
  const [annArchive, benArchive] = [await archiveOf('ann'), await archiveOf('ben')];
  const rows = await storedMessages(app, friend.jid);
  const views = await viewsOfThread(app.page, rows.length);

  // What came in: the server's own archive of the account says what there was to have.
  const had = annArchive.map((each) => numberIn('in', bodyOf(each))).filter((number) => number !== undefined);
  const inDatabase = numbersOf(rows, 'in');
  // The order is the archive's. What a killed server has forgotten has none: ejabberd had sent some of it in another one.
  const isIn = new Set(had);
  const incoming = {
    ...compare(had, inDatabase),
    disordered: compare(
      [],
      inDatabase.filter((number) => isIn.has(number)),
    ).disordered,
  };
  // What went out: the peer's own log, live and out of its archive; what the archive gives again is known by its id.
  const log = new Map(friend.received().map(({ number, id }) => [id, number]));
  for (const each of benArchive) {
    const number = numberIn('out', bodyOf(each));
    if (number !== undefined) log.set(each.id, number);
  }
  const archived = benArchive.map((each) => numberIn('out', bodyOf(each))).filter((number) => number !== undefined);
  const stored = numbersOf(rows, 'out');
  const outgoing = compare(stored, [...log.values()]);
  const outOrder = compare([], archived).disordered;
  const all = Array.from({ length: typed }, (_, index) => index + 1);
  const own = compare(all, stored);
  // Own ones as they are, those of the other side negative.
  const numberOf = (text: string) => numberIn('out', text) ?? -(numberIn('in', text) ?? 0);
  const inRows = rows.map(({ body }) => numberOf(body));
  const places = new Map(inRows.map((number, place) => [number, place]));
  const shown = new Set<number>();
  let elsewhere = 0;
  for (const view of views.map((texts) => texts.map(numberOf))) {
    for (const [index, number] of view.entries()) {
      shown.add(number);
      const before = places.get(view[index - 1] ?? Number.NaN);
      if (before !== undefined && places.get(number) !== before + 1) elsewhere += 1;
    }
  }
  const unseen = inRows.flatMap((number, place) => (shown.has(number) ? [] : [`${place}:${number}`]));
  if (unseen.length > 0) console.log(`not on the screen: ${unseen.join(' ').slice(0, 1500)}`);
  const gone = friend.written() - new Set([...had, ...numbersOf(rows, 'in')]).size;
  const details = { incoming, outgoing, own, outOrder };
  if (incoming.disordered.length > 0) tellJumps(rows.filter((row) => isIn.has(numberIn('in', row.body) ?? 0)));
  // A server that is killed between the two archives has told nobody, and the sender's says that it took the message.
  const taken = new Map(annArchive.map((each) => [numberIn('out', bodyOf(each)), stampOf(each.text)]));
  const halfway = outgoing.lost.filter((number) => diedAfter(taken.get(number), kills));
  // ejabberd acknowledges what its processes have taken, and shows what its database has not written to the disk yet: a kill
  // takes back what it had said long before.
  const said = outgoing.lost.filter(
    (number) => !taken.has(number) && diedAfter(resends.hadAt(number), kills, Number.POSITIVE_INFINITY),
  );
  // As the server itself said that it did not have it (resends.ts).
  const asked = outgoing.doubled.filter((number) => resends.times(number) > 1);
  for (const [name, found] of Object.entries(details)) {
    const text = JSON.stringify(found);
    if (/\d/.test(text)) console.log(`${name}: ${text.slice(0, 600)}`);
  }
  return [
    must('in: lost (in the archive of the account, not in the database)', incoming.lost.length),
    must('in: doubled in the database', incoming.doubled.length),
    must('in: out of order in the database', incoming.disordered.length),
    figure('in: never in an archive (died with a killed server)', gone),
    must('out: typed and not in the database', own.lost.length),
    must('out: doubled in the database', own.doubled.length),
    must('out: out of order in the database', own.disordered.length),
    must(
      'out: lost (in the database, not in the log of the peer)',
      outgoing.lost.length - halfway.length - said.length,
    ),
    figure('out: in the own archive alone (died with a killed server)', halfway.length),
    figure('out: acknowledged and then forgotten by a killed server', said.length),
    must('out: sent again though the server had acknowledged or shown it', resends.wrong().length),
    must('out: doubled in the log of the peer', outgoing.doubled.length - asked.length),
    figure('out: doubled there as the server said that it did not have the first one', asked.length),
    must('out: out of order in the log of the peer', outOrder.length),
    must('rows in the database that are not on the screen', unseen.length),
    must('rows on the screen that do not stand where they do in the database', elsewhere),
    figure('rows in the database / on the screen', `${inRows.length} / ${shown.size}`),
  ];
}

const stampOf = (result: string) => Date.parse(/\bstamp=["']([^"']*)/.exec(result)?.[1] ?? '');

/** ms from one archive to the other, at the most: a busy server has its queues. */
const HALFWAY = 3000;

/** Whether the server was killed after this time, `within` ms. Prosody's stamps are whole seconds. */
function diedAfter(time: number | undefined, kills: readonly number[], within = HALFWAY): boolean {
  return time !== undefined && kills.some((kill) => time <= kill + 1000 && kill <= time + within);
}

const tail = (log: string) => log.split('\n').slice(-25).join('\n');
