import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Cleanup, cleanup, startXServer, temporaryFolder } from '../testing/surroundings.ts';
import { connectX, type XConnection } from './connection.ts';
import { atom, type SystemTray, watchSystemTray, words } from './system-tray.ts';

const CREATE_WINDOW = 1;
const SET_SELECTION_OWNER = 22;
const SEND_EVENT = 25;

let clean: Cleanup;
let env: { DISPLAY: string; XAUTHORITY: string };

beforeEach(() => {
  clean = cleanup();
});
afterEach(() => clean.run());

async function startServer(...args: readonly string[]): Promise<void> {
  env = { ...(await startXServer(clean, args)), XAUTHORITY: '/nowhere' };
}

async function watched(): Promise<{ readonly tray: SystemTray; readonly seen: boolean[] }> {
  const tray = await watchSystemTray(env);
  if (tray === undefined) throw new Error('no X server');
  clean.add(tray.close);
  const seen: boolean[] = [];
  tray.onChange((available) => seen.push(available));
  return { tray, seen };
}

async function connected(): Promise<XConnection> {
  const x = await connectX(env);
  if (x === undefined) throw new Error('no X server');
  clean.add(x.close);
  return x;
}

/** A tray, as a panel makes one: a window that has the selection, and a message that says so. */
async function startTray(): Promise<XConnection> {
  const x = await connected();
  const [selection, manager] = [await atom(x, `_NET_SYSTEM_TRAY_S${x.screen}`), await atom(x, 'MANAGER')];
  const window = x.newId();
  const place = Buffer.alloc(12);
  place.writeUInt16LE(1, 4);
  place.writeUInt16LE(1, 6);
  x.tell(CREATE_WINDOW, 0, Buffer.concat([words(window, x.root), place, words(0, 0)]));
  x.tell(SET_SELECTION_OWNER, 0, words(window, selection, 0));
  const event = Buffer.concat([Buffer.from([33, 32, 0, 0]), words(x.root, manager, 0, selection, window, 0, 0)]);
  x.tell(SEND_EVENT, 0, Buffer.concat([words(x.root, 0x20000), event]));
  return x;
}

test('a tray that is there is seen, its end and the next one are told', async () => {
  await startServer();
  const first = await startTray();
  // The server has done what the first one asked once it answers it.
  await atom(first, 'MANAGER');
  const { tray, seen } = await watched();
  expect(tray.available()).toBe(true);
  first.close();
  await vi.waitFor(() => expect(seen).toEqual([false]), { timeout: 5_000 });
  expect(tray.available()).toBe(false);
  await startTray();
  await vi.waitFor(() => expect(seen).toEqual([false, true]), { timeout: 5_000 });
  expect(tray.available()).toBe(true);
});

test('without one there is none; another program’s message to the root window is no tray', async () => {
  await startServer();
  const { tray, seen } = await watched();
  const x = await connected();
  const manager = await atom(x, 'MANAGER');
  const event = Buffer.concat([Buffer.from([33, 32, 0, 0]), words(x.root, manager, 0, manager, 5, 0, 0)]);
  x.tell(SEND_EVENT, 0, Buffer.concat([words(x.root, 0x20000), event]));
  await startTray();
  await vi.waitFor(() => expect(seen).toEqual([true]), { timeout: 5_000 });
  expect(tray.available()).toBe(true);
});

test.each([{}, { DISPLAY: ':7654' }, { DISPLAY: 'elsewhere:0' }])('with %j there is nothing to ask', async (given) => {
  expect(await watchSystemTray(given)).toBeUndefined();
});

test('nor in a Wayland session', async () => {
  expect(await watchSystemTray({ DISPLAY: ':0', WAYLAND_DISPLAY: 'wayland-0' })).toBeUndefined();
});

test('a server that wants the session’s key gets it; without it, or with a damaged file, it lets nobody in', async () => {
  const folder = await temporaryFolder(clean, 'x');
  const keys = join(folder, 'Xauthority');
  const field = (bytes: Buffer) => Buffer.concat([Buffer.from([0, bytes.length]), bytes]);
  const entry = (number: string, key: Buffer) =>
    Buffer.concat([
      Buffer.from([1, 0]),
      ...[Buffer.from('host'), Buffer.from(number), Buffer.from('MIT-MAGIC-COOKIE-1'), key].map(field),
    ]);
  // The first is another display's.
  await writeFile(keys, Buffer.concat([entry('7654', Buffer.alloc(16, 1)), entry('', Buffer.alloc(16, 7))]));
  await startServer('-auth', keys);
  expect(await watchSystemTray(env)).toBeUndefined();
  const damaged = join(folder, 'damaged');
  await writeFile(damaged, Buffer.from([1, 0, 255, 255, 1]));
  expect(await watchSystemTray({ ...env, XAUTHORITY: damaged })).toBeUndefined();
  env.XAUTHORITY = keys;
  const { tray } = await watched();
  expect(tray.available()).toBe(false);
});
