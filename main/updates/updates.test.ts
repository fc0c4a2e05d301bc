import { beforeEach, expect, test } from 'vitest';
import type { Update, UpdateState } from '../../app/updates/update.ts';
import { testClock } from '../clock.testing.ts';
import { UpdateError, type UpdatesPort } from '../shell/shell.ts';
import { noUpdates } from '../shell/unsupported.ts';
import { createUpdates } from './updates.ts';

const newer: Update = { version: '2.0.0', notes: 'All new', size: 1000 };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A port that does what the test says, when it says so. */
function scripted() {
  const asked: string[] = [];
  let check = Promise.withResolvers<Update | undefined>();
  let download = Promise.withResolvers<void>();
  let share: (share: number) => void = () => undefined;
  let signal: AbortSignal | undefined;
  const port: UpdatesPort = {
    elsewhere: undefined,
    check() {
      asked.push('check');
      check = Promise.withResolvers();
      return check.promise;
    },
    download(onShare, abort) {
      asked.push('download');
      share = onShare;
      signal = abort;
      download = Promise.withResolvers();
      return download.promise;
    },
    installAtQuit: (restart) => void asked.push(restart ? 'install and restart' : 'install'),
    online: () => online,
    reachBy: () => undefined,
  };
  let online = true;
  return {
    port,
    asked,
    found: (update: Update | undefined) => settle(() => check.resolve(update)),
    checkFails: (error: Error) => settle(() => check.reject(error)),
    fetched: () => settle(() => download.resolve()),
    downloadFails: (error: Error) => settle(() => download.reject(error)),
    share: (value: number) => share(value),
    signal: () => signal,
    setOnline(value: boolean) {
      online = value;
    },
  };
}

/** Everything that waits for it has seen it. */
async function settle(act: () => void): Promise<void> {
  act();
  await new Promise((resolve) => setImmediate(resolve));
}

let source: ReturnType<typeof scripted>;
let clock: ReturnType<typeof testClock>;
let told: UpdateState[];
let logged: string[];
let quits: number;
let mayLook: boolean;

beforeEach(() => {
  source = scripted();
  clock = testClock();
  told = [];
  logged = [];
  quits = 0;
  mayLook = true;
});

const begin = (port: UpdatesPort = source.port, random = () => 0) =>
  createUpdates({
    port,
    mayLook: () => mayLook,
    quit: () => {
      quits += 1;
    },
    onChange: (state) => told.push(state),
    clock,
    random,
    log: { info: () => undefined, warn: (event, fields) => logged.push(`${event} ${JSON.stringify(fields)}`) },
  });

test('a person looks, fetches, and restarts', async () => {
  const updates = begin();
  expect(updates.state()).toEqual({ phase: 'idle', lookedAt: null });
  void updates.check();
  expect(updates.state()).toEqual({ phase: 'checking' });
  await source.found(newer);
  expect(updates.state()).toEqual({ phase: 'available', update: newer });
  // Nothing is fetched unasked.
  expect(source.asked).toEqual(['check']);
  void updates.download();
  source.share(0.5);
  expect(updates.state()).toEqual({ phase: 'downloading', update: newer, share: 0.5 });
  await source.fetched();
  expect(updates.state()).toEqual({ phase: 'ready', update: newer, restarting: false });
  expect(source.asked).toEqual(['check', 'download', 'install']);
  updates.restart();
  updates.restart();
  expect(updates.state()).toEqual({ phase: 'ready', update: newer, restarting: true });
  expect(source.asked.slice(3)).toEqual(['install and restart']);
  expect(quits).toBe(1);
  expect(told.map(({ phase }) => phase)).toEqual([
    'checking',
    'available',
    'downloading',
    'downloading',
    'ready',
    'ready',
  ]);
});

test('nothing newer: when that was is told', async () => {
  const updates = begin();
  void updates.check();
  void updates.check();
  await source.found(undefined);
  expect(source.asked).toEqual(['check']);
  expect(updates.state()).toEqual({ phase: 'idle', lookedAt: clock.now() });
});

test('what fails says why, is written down without its details, and can be tried again', async () => {
  const updates = begin();
  void updates.check();
  await source.checkFails(new UpdateError('unreachable', 'ENOTFOUND'));
  expect(updates.state()).toEqual({ phase: 'failed', problem: 'unreachable' });
  expect(logged).toEqual(['update {"step":"check","problem":"unreachable","reason":"ENOTFOUND"}']);
  // There is nothing to fetch.
  await updates.download();
  expect(source.asked).toEqual(['check']);

  void updates.check();
  await source.found(newer);
  void updates.download();
  await source.downloadFails(new UpdateError('spoiled', 'ERR_CHECKSUM_MISMATCH'));
  expect(updates.state()).toEqual({ phase: 'failed', problem: 'spoiled', update: newer });
  // A version that failed is never put in place.
  expect(source.asked).not.toContain('install');
  updates.restart();
  expect(quits).toBe(0);
  void updates.download();
  await source.fetched();
  expect(updates.state().phase).toBe('ready');
  expect(begin().state().phase).toBe('idle');
});

test('a defect of ours is "other"', async () => {
  const updates = begin();
  void updates.check();
  await source.checkFails(new TypeError('x is not a function'));
  expect(updates.state()).toEqual({ phase: 'failed', problem: 'other' });
});

test('fetching is cancelled, and begun anew', async () => {
  const updates = begin();
  void updates.check();
  await source.found(newer);
  void updates.download();
  const first = source.signal();
  updates.cancel();
  expect(first?.aborted).toBe(true);
  expect(updates.state()).toEqual({ phase: 'available', update: newer });
  const late = source.downloadFails;
  void updates.download();
  // That of the second, which was not cancelled.
  await late(new UpdateError('unreachable', 'x'));
  expect(updates.state().phase).toBe('failed');
  void updates.download();
  updates.stop();
  expect(source.signal()?.aborted).toBe(true);
});

test('a cancelled one that ends well after all is not put in place', async () => {
  const updates = begin();
  void updates.check();
  await source.found(newer);
  void updates.download();
  updates.cancel();
  await source.fetched();
  expect(updates.state().phase).toBe('available');
  expect(source.asked).toEqual(['check', 'download']);
});

test('by itself it looks after the first minute, then daily, and says nothing of looking', async () => {
  begin();
  clock.pass(MINUTE - 1);
  expect(source.asked).toEqual([]);
  clock.pass(1);
  expect(source.asked).toEqual(['check']);
  expect(told).toEqual([]);
  await source.found(undefined);
  expect(told).toEqual([{ phase: 'idle', lookedAt: clock.now() }]);
  clock.pass(22 * HOUR - 1);
  expect(source.asked).toEqual(['check']);
  clock.pass(1);
  expect(source.asked).toEqual(['check', 'check']);
  await source.found(newer);
  expect(told.at(-1)).toEqual({ phase: 'available', update: newer });
  // What is on offer stays so when the next look fails.
  clock.pass(22 * HOUR);
  await source.checkFails(new UpdateError('unreachable', 'x'));
  expect(told.at(-1)).toEqual({ phase: 'available', update: newer });
});

test('not everybody looks at once', () => {
  begin(source.port, () => 0.5);
  expect(clock.pending()).toEqual([5.5 * MINUTE]);
});

test('by itself never without a network, nor when the person said no; and again when that is over', async () => {
  source.setOnline(false);
  begin();
  clock.pass(3 * HOUR);
  expect(source.asked).toEqual([]);
  source.setOnline(true);
  mayLook = false;
  clock.pass(3 * HOUR);
  expect(source.asked).toEqual([]);
  mayLook = true;
  clock.pass(10 * MINUTE);
  expect(source.asked).toEqual(['check']);
});

test('what the person began goes on while it looks by itself', async () => {
  const updates = begin();
  void updates.check();
  await source.found(newer);
  clock.pass(MINUTE);
  expect(source.asked).toEqual(['check', 'check']);
  void updates.download();
  await source.found({ ...newer, version: '3.0.0' });
  expect(updates.state()).toEqual({ phase: 'downloading', update: newer, share: 0 });
  clock.pass(30 * HOUR);
  expect(source.asked).toEqual(['check', 'check', 'download']);
});

test('stopped, it never looks again', async () => {
  const updates = begin();
  clock.pass(MINUTE);
  updates.stop();
  await source.found(undefined);
  expect(clock.pending()).toEqual([]);
});

test('a copy that others update does nothing by itself', async () => {
  const updates = begin({
    ...noUpdates('system'),
    check: () => {
      source.asked.push('check');
      return Promise.resolve(newer);
    },
  });
  expect(clock.pending()).toEqual([]);
  await updates.check();
  await updates.download();
  updates.restart();
  expect(updates.state()).toEqual({ phase: 'elsewhere', why: 'system' });
  expect([source.asked, quits, told]).toEqual([[], 0, []]);
});
