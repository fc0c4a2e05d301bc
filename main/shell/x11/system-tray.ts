/**
 * Whether there is a tray of the older kind, into which Electron puts an icon where no panel takes part in
 * StatusNotifierItem: System Tray Protocol Specification 0.3, https://specifications.freedesktop.org/systemtray-spec/
 */
import { listeners } from '../listeners.ts';
import type { Undo } from '../shell.ts';
import { connectX, type XConnection } from './connection.ts';

const CHANGE_WINDOW_ATTRIBUTES = 2;
const INTERN_ATOM = 16;
const GET_SELECTION_OWNER = 23;
const DESTROY_NOTIFY = 17;
const CLIENT_MESSAGE = 33;
/** CWEventMask, and the mask StructureNotify. */
const EVENT_MASK = 0x800;
const STRUCTURE_NOTIFY = 0x20000;

export interface SystemTray {
  available(): boolean;
  onChange(listener: (available: boolean) => void): Undo;
  close(): void;
}

/** undefined: no X server that answers, or a Wayland session, where Electron's windows are none of X's. */
export async function watchSystemTray(
  env: Readonly<Record<string, string | undefined>>,
): Promise<SystemTray | undefined> {
  if (env.WAYLAND_DISPLAY !== undefined && env.WAYLAND_DISPLAY !== '') return undefined;
  const x = await connectX(env);
  if (x === undefined) return undefined;
  try {
    return await watch(x);
  } catch {
    x.close();
    return undefined;
  }
}

async function watch(x: XConnection): Promise<SystemTray> {
  const changes = listeners<boolean>();
  // "the system tray ... acquire the manager selection for a screen _NET_SYSTEM_TRAY_Sn"
  const selection = await atom(x, `_NET_SYSTEM_TRAY_S${x.screen}`);
  const manager = await atom(x, 'MANAGER');
  let owner = 0;

  /** 0: there is none. */
  async function ask(): Promise<number> {
    const found = (await x.ask(GET_SELECTION_OWNER, 0, words(selection))).readUInt32LE(8);
    if (found !== 0) x.tell(CHANGE_WINDOW_ATTRIBUTES, 0, words(found, EVENT_MASK, STRUCTURE_NOTIFY));
    return found;
  }

  async function look(): Promise<void> {
    const before = owner;
    owner = await ask().catch(() => 0);
    if ((before === 0) !== (owner === 0)) changes.tell(owner !== 0);
  }

  x.onEvent((event) => {
    const code = event.readUInt8(0) & 0x7f;
    // ICCCM 2.8: who takes the selection says so with a message to the root window.
    const came = code === CLIENT_MESSAGE && event.readUInt32LE(8) === manager && event.readUInt32LE(16) === selection;
    const went = code === DESTROY_NOTIFY && event.readUInt32LE(8) === owner;
    if (came || went) void look();
  });
  x.tell(CHANGE_WINDOW_ATTRIBUTES, 0, words(x.root, EVENT_MASK, STRUCTURE_NOTIFY));
  owner = await ask();
  return { available: () => owner !== 0, onChange: changes.add, close: x.close };
}

export async function atom(x: XConnection, name: string): Promise<number> {
  const length = Buffer.alloc(4);
  length.writeUInt16LE(name.length, 0);
  return (await x.ask(INTERN_ATOM, 0, Buffer.concat([length, Buffer.from(name, 'latin1')]))).readUInt32LE(8);
}

export function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => {
    bytes.writeUInt32LE(value, index * 4);
  });
  return bytes;
}
