/** The small parts that both shells share. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { crashLimit } from './crash-limit.ts';
import { allowedLink } from './links.ts';
import { listeners } from './listeners.ts';
import { onNetworkChange } from './network-changes.ts';
import { quitting } from './quitting.ts';
import { takeInstance } from './single-instance.ts';
import { onSleepGap } from './sleep-gaps.ts';
import { keptLog } from './testing/kept-log.ts';
import { type Cleanup, cleanup, temporaryFolder } from './testing/surroundings.ts';

let clean: Cleanup;
beforeEach(() => {
  clean = cleanup();
});
afterEach(async () => {
  vi.useRealTimers();
  await clean.run();
});

describe('links', () => {
  test.each([
    ['https://example.org', 'https://example.org/'],
    ['HTTP://EXAMPLE.org/a b', 'http://example.org/a%20b'],
    ['mailto:ann@example.org', 'mailto:ann@example.org'],
    ['https://例え.jp/', 'https://xn--r8jz45g.jp/'],
  ])('%s is opened', (given, opened) => {
    expect(allowedLink(given)).toBe(opened);
  });

  test.each([
    'file:///etc/passwd',
    'smb://host/share',
    '\\\\host\\share',
    'javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'ms-msdt:/id',
    'app://kith/',
    'https://bank.example@evil.example/',
    '/etc/passwd',
    '--help',
    '',
  ])('%s is refused', (given) => {
    expect(allowedLink(given)).toBeUndefined();
  });
});

describe('one Kith for a folder', () => {
  test('a second start hands its arguments over and goes; another folder is another Kith', async () => {
    const folder = await temporaryFolder(clean, 'instance');
    const other = await temporaryFolder(clean, 'instance');
    const first = await takeInstance(folder, []);
    const seen: (readonly string[])[] = [];
    first?.onSecondStart((argv) => seen.push(argv));
    expect(await takeInstance(folder, ['--hidden', 'xmpp:ann@example.org'])).toBeUndefined();
    expect(seen).toEqual([['--hidden', 'xmpp:ann@example.org']]);
    const beside = await takeInstance(other, []);
    expect(beside).toBeDefined();
    await first?.release();
    const next = await takeInstance(folder, []);
    expect(next).toBeDefined();
    await Promise.all([next?.release(), beside?.release()]);
  });

  test('what a killed one left is taken over, by one of two', async () => {
    const folder = await temporaryFolder(clean, 'instance');
    const script = `import('${import.meta.dirname}/single-instance.ts').then(async ({ takeInstance }) => {
      await takeInstance('${folder}', []); setInterval(() => {}, 1000); console.log('taken'); });`;
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const taken = await Promise.all([takeInstance(folder, ['a']), takeInstance(folder, ['b'])]);
    expect(taken.filter((one) => one !== undefined)).toHaveLength(1);
    await Promise.all(taken.map((one) => one?.release()));
  });

  test('a folder with a long path has its lock elsewhere', async () => {
    const folder = `${await temporaryFolder(clean, 'instance')}/${'deep/'.repeat(30)}`;
    const first = await takeInstance(folder, []);
    expect(first).toBeDefined();
    expect(await takeInstance(folder, [])).toBeUndefined();
    await first?.release();
  });
});

test('quitting waits for everybody once, for those that fail as well, but not for ever', async () => {
  vi.useFakeTimers();
  const log = keptLog();
  const done: string[] = [];
  const { quit, onQuit } = quitting(() => done.push('end'), log);
  onQuit(() => Promise.reject(new Error('failed')));
  onQuit(() => void done.push('quick'));
  onQuit(() => void done.push('undone'))();
  onQuit(() => new Promise(() => undefined));
  quit();
  quit();
  await vi.advanceTimersByTimeAsync(4_999);
  expect(done).toEqual(['quick']);
  await vi.advanceTimersByTimeAsync(1);
  expect(done).toEqual(['quick', 'end']);
  expect(log.lines.map((line) => line.event)).toEqual(['quit', 'quit: not everything was done in time']);
});

test('a page that crashes again and again is given up; one that crashes now and then is not', () => {
  let time = 0;
  const mayReload = crashLimit(() => time);
  expect([1, 2, 3, 4].map(() => mayReload())).toEqual([true, true, true, true]);
  expect(mayReload()).toBe(false);
  time = 120_000;
  expect(mayReload()).toBe(true);
});

test('another network is noticed, the same one is not', () => {
  vi.useFakeTimers();
  let addresses = 'eth0 192.0.2.2/24';
  let changes = 0;
  const undo = onNetworkChange(
    () => {
      changes += 1;
    },
    () => addresses,
  );
  vi.advanceTimersByTime(20_000);
  expect(changes).toBe(0);
  addresses = 'wlan0 198.51.100.7/24';
  vi.advanceTimersByTime(20_000);
  expect(changes).toBe(1);
  undo();
  addresses = '';
  vi.advanceTimersByTime(20_000);
  expect(changes).toBe(1);
});

test('a clock that jumped was a sleep, a busy machine was none', () => {
  vi.useFakeTimers();
  let ahead = 0;
  let sleeps = 0;
  const undo = onSleepGap(
    () => {
      sleeps += 1;
    },
    () => Date.now() + ahead,
  );
  vi.advanceTimersByTime(60_000);
  ahead += 20_000;
  vi.advanceTimersByTime(10_000);
  expect(sleeps).toBe(0);
  ahead += 3_600_000;
  vi.advanceTimersByTime(10_000);
  expect(sleeps).toBe(1);
  undo();
});

test('the same listener twice is two, and each undo takes one', () => {
  const all = listeners<number>();
  const heard: number[] = [];
  const listener = (value: number) => void heard.push(value);
  const first = all.add(listener);
  all.add(listener);
  all.tell(1);
  first();
  first();
  all.tell(2);
  expect(heard).toEqual([1, 1, 2]);
});
