/** When it tries again: the clock is the test's, the network is real. */

import { xml } from '@xmpp/xml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startProxy } from '../../e2e/server/fault-proxy.ts';
import { freePorts } from '../../e2e/server/ports.ts';
import { startProsody } from '../../e2e/server/prosody.ts';
import type { TestServer } from '../../e2e/server/server.ts';
import { type TestClock, testClock } from '../clock.testing.ts';
import type { Feature } from '../xmpp/feature.ts';
import { conversation } from './testing/conversation.ts';
import { type OpenedAccount, openTestAccount } from './testing/opened-account.ts';

const romeo = { jid: 'romeo@localhost', password: 'secret' };
const ping = () => xml('iq', { type: 'get' }, xml('ping', 'urn:xmpp:ping'));
let server: TestServer;
beforeAll(async () => {
  server = await startProsody();
  await server.addUser('romeo', romeo.password);
}, 30_000);
afterAll(() => server.dispose());

/** Disconnecting waits for the server's goodbye or for 2 s of a clock that stands still. */
async function leave(account: OpenedAccount, clock: TestClock): Promise<void> {
  const left = account.connection.disconnect();
  clock.pass(2000);
  await left;
}

async function nobody() {
  const [port = 0] = await freePorts(1);
  return { ...server, port };
}

test('the delays grow to a minute, each attempt with its own dice', async () => {
  const clock = testClock();
  const dice = [0.5, 0.999, 0.1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5];
  await using account = openTestAccount(await nobody(), romeo, { clock, random: () => dice.shift() ?? 0 });
  const delays: number[] = [];
  account.connection.connect();
  for (let turn = 0; turn < 9; turn += 1) {
    const { nextAttempt, fault } = await account.reached('waiting');
    expect(fault).toMatchObject({ kind: 'unreachable', reason: 'refused' });
    const delay = nextAttempt - clock.now();
    delays.push(delay);
    clock.pass(delay - 1);
    expect(account.connection.state().phase).toBe('waiting');
    clock.pass(1);
    expect(account.connection.state().phase).toBe('connecting');
  }
  expect(delays).toEqual([500, 1998, 400, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
});

test('signals try at once, but not in a storm', async () => {
  const clock = testClock();
  await using account = openTestAccount(await nobody(), romeo, { clock, random: () => 0.999 });
  account.connection.connect();
  await account.reached('waiting');
  const tries = () =>
    account.states.filter((state) => state.phase === 'connecting' && state.step === 'resolving').length;
  for (let turn = 0; turn < 50; turn += 1) account.connection.networkChanged();
  expect(tries()).toBe(1);
  clock.pass(1000);
  expect(tries()).toBe(2);
  await account.reached('waiting');
  account.connection.retryNow();
  expect(tries()).toBe(3);
});

test('a clock that is set puts nothing off', async () => {
  const clock = testClock();
  await using account = openTestAccount(await nobody(), romeo, { clock, random: () => 0.999 });
  account.connection.connect();
  await account.reached('waiting');
  clock.set(-2 * 60 * 60 * 1000);
  account.connection.networkChanged();
  const { nextAttempt } = await account.reached('waiting');
  expect(nextAttempt - clock.now()).toBeLessThanOrEqual(1000);
  clock.pass(1000);
  expect(account.connection.state().phase).toBe('connecting');
});

test('an attempt that gets nowhere is given up for a signal, one that gets on is not', async () => {
  const clock = testClock();
  await using proxy = await startProxy(server);
  proxy.blackhole();
  await using account = openTestAccount({ ...server, port: proxy.port }, romeo, { clock });
  account.connection.connect();
  await expect.poll(() => proxy.made()).toBe(1);
  clock.pass(2000);
  account.connection.networkChanged();
  clock.pass(2999);
  expect(proxy.made()).toBe(1);
  clock.pass(1);
  await expect.poll(() => proxy.made()).toBe(2);
  account.connection.networkChanged();
  proxy.cut();
  proxy.heal();
  await account.reached('waiting');
  account.connection.retryNow();
  account.connection.networkChanged();
  await account.reached('online');
  const made = proxy.made();
  clock.pass(5000);
  expect(proxy.made()).toBe(made);
  expect(account.connection.state().phase).toBe('online');
  await leave(account, clock);
});

test('at a first sign-in any fault is told at once and not tried again', async () => {
  const clock = testClock();
  await using account = openTestAccount(await nobody(), romeo, { clock, firstAttempt: 'report' });
  account.connection.connect();
  expect((await account.reached('stopped')).fault).toMatchObject({ kind: 'unreachable' });
  expect(clock.pending()).toEqual([]);
});

test('without a password it stops, and a keychain that fails is not the end', async () => {
  const clock = testClock();
  let settings: () => Promise<{ password: string | undefined }> = async () => ({ password: undefined });
  await using account = openTestAccount(server, romeo, { clock, settings: () => settings() });
  account.connection.connect();
  expect((await account.reached('stopped')).fault).toEqual({ kind: 'credentials', reason: 'missing' });
  settings = () => Promise.reject(new Error('locked'));
  account.connection.connect();
  expect((await account.reached('waiting')).fault).toEqual({ kind: 'internal' });
});

describe('a link', () => {
  async function online(clock: TestClock) {
    const proxy = await startProxy(server);
    const { feature, hooks } = conversation();
    const account = openTestAccount({ ...server, port: proxy.port }, romeo, {
      clock,
      random: () => 0.999,
      features: [feature],
    });
    account.connection.connect();
    await account.reached('online');
    return { account, proxy, hooks };
  }

  test('that a signal finds dead is given up in time and resumed over another', async () => {
    const clock = testClock();
    const { account, proxy, hooks } = await online(clock);
    await using _ = proxy;
    proxy.blackhole();
    account.connection.resumedFromSleep();
    clock.pass(4999);
    expect(account.connection.state().phase).toBe('online');
    clock.pass(1);
    const { nextAttempt } = await account.reached('waiting');
    proxy.heal();
    clock.pass(nextAttempt - clock.now());
    await account.reached('online');
    expect(hooks).toEqual(['online', 'offline', 'resumed']);
    await leave(account, clock);
  });

  test('that nobody doubts is found dead by itself', async () => {
    const clock = testClock();
    const { account, proxy } = await online(clock);
    await using _ = proxy;
    proxy.blackhole();
    clock.pass(80_000);
    expect(account.states.map(({ phase }) => phase)).toContain('waiting');
    await leave(account, clock);
  });

  test('that dies in the moment of coming online is not waited for as long as a server that is being caught up with', async () => {
    const clock = testClock();
    const proxy = await startProxy(server);
    await using _ = proxy;
    const { feature } = conversation();
    const asked = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<void>();
    const slow: Feature = {
      name: 'slow',
      online() {
        asked.resolve();
        return answered.promise;
      },
    };
    const account = openTestAccount({ ...server, port: proxy.port }, romeo, {
      clock,
      features: [feature, slow],
      contacts: () => 10_000,
    });
    account.connection.connect();
    await asked.promise;
    proxy.blackhole();
    account.connection.current()?.send(ping());
    clock.pass(1000);
    answered.resolve();
    await account.reached('online');
    clock.pass(19_999);
    expect(account.connection.state().phase).toBe('online');
    clock.pass(1);
    await account.reached('waiting');
    await leave(account, clock);
  });

  test('that answers a signal is left alone', async () => {
    const clock = testClock();
    const { account, proxy, hooks } = await online(clock);
    await using _ = proxy;
    account.connection.networkChanged();
    // The server's answer to something sent behind the probe: the probe's own answer came before.
    await account.connection.current()?.request(ping());
    clock.pass(19_000);
    expect(account.connection.state().phase).toBe('online');
    expect(hooks).toEqual(['online']);
    expect(proxy.made()).toBe(1);
    await leave(account, clock);
  });

  test('that held for a minute begins the delays anew; one that did not goes on in the row', async () => {
    const clock = testClock();
    const { account, proxy } = await online(clock);
    await using _ = proxy;
    const delayAfterCut = async () => {
      proxy.cut();
      const { nextAttempt } = await account.reached('waiting');
      const delay = nextAttempt - clock.now();
      clock.pass(delay);
      await account.reached('online');
      return delay;
    };
    expect(await delayAfterCut()).toBe(999);
    expect(await delayAfterCut()).toBe(1998);
    // The resumed link is asked whether it carries; the answer has to come before the clock goes on.
    await account.connection.current()?.request(ping());
    for (let second = 0; second < 60; second += 10) {
      clock.pass(10_000);
      await account.connection.current()?.request(ping());
    }
    expect(await delayAfterCut()).toBe(999);
    await leave(account, clock);
  });
});
