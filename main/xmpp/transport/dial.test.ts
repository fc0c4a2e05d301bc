import { once } from 'node:events';
import { connect, createServer, type Server, Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { FaultError, faultOf } from '../../../app/fault.ts';
import { testClock } from '../../clock.testing.ts';
import { systemClock } from '../../clock.ts';
import { dial } from './dial.ts';
import type { Endpoint } from './resolve.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listening(): Promise<{ readonly endpoint: Endpoint; readonly server: Server }> {
  const server = createServer();
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return { server, endpoint: at('127.0.0.1', address.port) };
}

function at(address: string, port: number, rank = 0): Endpoint {
  return { host: 'test.example', address, port, tls: 'starttls', rank };
}

async function refusing(): Promise<Endpoint> {
  const { endpoint, server } = await listening();
  server.close();
  return endpoint;
}

/** Never answers. */
const NOBODY = at('192.0.2.1', 5222);
const open = ({ address, port }: Endpoint) => (address === '127.0.0.1' ? connect(port, address) : new Socket());

test('an address that refuses is followed by the next at once, before its turn', async () => {
  const { endpoint } = await listening();
  const refused = await refusing();
  const {
    socket,
    endpoint: reached,
    rest,
  } = await dial([refused, endpoint, NOBODY], {
    clock: testClock(),
    open,
    signal: new AbortController().signal,
  });
  expect(reached).toBe(endpoint);
  expect(rest).toEqual([NOBODY]);
  socket.destroy();
});

test('a silent address does not hold up the next', async () => {
  const { endpoint } = await listening();
  const clock = testClock();
  const dialled = dial([NOBODY, endpoint], { clock, open, signal: new AbortController().signal });
  expect(clock.pending()).toEqual([250]);
  clock.pass(250);
  const { socket, rest } = await dialled;
  expect(rest).toEqual([NOBODY]);
  socket.destroy();
});

test('a backup waits longer for its turn', () => {
  const clock = testClock();
  const controller = new AbortController();
  dial([NOBODY, at('192.0.2.2', 5222, 1)], { clock, open, signal: controller.signal }).catch(() => {});
  expect(clock.pending()).toEqual([1000]);
  controller.abort();
  expect(clock.pending()).toEqual([]);
});

test('when nobody accepts, the first endpoint’s fault is told', async () => {
  const refused = await refusing();
  const outcome = dial([refused, await refusing()], { clock: systemClock, signal: new AbortController().signal });
  expect(faultOf(await outcome.catch((error: unknown) => error))).toEqual({
    kind: 'unreachable',
    host: 'test.example',
    port: refused.port,
    reason: 'refused',
  });
});

test('an aborted dial ends with the reason', async () => {
  const controller = new AbortController();
  const dialled = dial([NOBODY], { clock: testClock(), open, signal: controller.signal });
  controller.abort(new FaultError({ kind: 'timeout' }));
  await expect(dialled).rejects.toThrow('timeout');
  await expect(dial([NOBODY], { clock: testClock(), open, signal: controller.signal })).rejects.toThrow('timeout');
});
