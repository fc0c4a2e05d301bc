/**
 * A connection to a message bus (D-Bus specification 0.43) that never hangs: each call has a time limit, and a bus
 * that is not there is an answer. dbus-next reads and writes the messages.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import dbus, { type MessageBus } from 'dbus-next';
import { listeners } from '../listeners.ts';
import type { Undo } from '../shell.ts';
import { within } from '../within.ts';

/** How long a call may take, in ms, where nobody has to be asked first. */
export const CALL_LIMIT = 2_000;

export interface BusCall {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  /** The D-Bus types of `body`. */
  readonly signature?: string;
  readonly body?: readonly unknown[];
  /** In ms; CALL_LIMIT without it. */
  readonly limit?: number;
}

export interface BusReply {
  /** The unique name of the connection that answered. */
  readonly sender: string;
  readonly body: readonly unknown[];
}

export interface BusSignal {
  readonly path: string;
  readonly member: string;
  readonly body: readonly unknown[];
}

export interface BusEmission extends BusSignal {
  readonly interface: string;
  /** The D-Bus types of `body`. */
  readonly signature: string;
}

export interface Bus {
  /** Rejects with BusError when the other side refuses, with a TimeoutError when it does not answer. */
  call(call: BusCall): Promise<BusReply>;
  /** Signals of an interface that come from whoever has the name at that time, and from nobody else. */
  onSignal(from: { readonly name: string; readonly interface: string }, listener: (signal: BusSignal) => void): Undo;
  /** Tells everybody who asked for it; on a bus that is gone, nobody. */
  emit(signal: BusEmission): void;
  /** The unique name of who has this name now; undefined when nobody has. */
  ownerOf(name: string): Promise<string | undefined>;
  /** Told with the new owner, or undefined, whenever it changes. */
  onOwner(name: string, listener: (owner: string | undefined) => void): Undo;
  close(): void;
}

export class BusError extends Error {
  /** Such as `org.freedesktop.DBus.Error.ServiceUnknown`. */
  readonly type: string;
  constructor(type: string, text: string) {
    super(`${type}: ${text}`);
    this.name = 'BusError';
    this.type = type;
  }
}

const DAEMON = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
} as const;

/** The address of the person's session bus; undefined when there is none. */
export function sessionBusAddress(env: Readonly<Record<string, string | undefined>> = process.env): string | undefined {
  if (env.DBUS_SESSION_BUS_ADDRESS !== undefined && env.DBUS_SESSION_BUS_ADDRESS !== '') {
    return env.DBUS_SESSION_BUS_ADDRESS;
  }
  // Where systemd puts it, whether or not the environment was handed on.
  const socket = env.XDG_RUNTIME_DIR === undefined ? undefined : join(env.XDG_RUNTIME_DIR, 'bus');
  return socket !== undefined && existsSync(socket) ? `unix:path=${socket}` : undefined;
}

export function systemBusAddress(env: Readonly<Record<string, string | undefined>> = process.env): string {
  return env.DBUS_SYSTEM_BUS_ADDRESS ?? 'unix:path=/var/run/dbus/system_bus_socket';
}

/** Connects; undefined when nobody answers there within CALL_LIMIT. */
export async function openBus(address: string | undefined): Promise<Bus | undefined> {
  if (address === undefined) return undefined;
  let connection: MessageBus;
  try {
    connection = dbus.sessionBus({ busAddress: address });
  } catch {
    // An address of a kind that dbus-next does not know.
    return undefined;
  }
  const connected = new Promise<boolean>((resolve) => {
    connection.once('connect', () => resolve(true));
    // Also for later: an error without a listener would end the process. Calls then run into their limit.
    connection.on('error', () => resolve(false));
  });
  const open = await within(CALL_LIMIT, 'message bus', connected).catch(() => false);
  if (open) return bus(connection);
  connection.disconnect();
  return undefined;
}

function bus(connection: MessageBus): Bus {
  const messages = listeners<dbus.Message>();
  connection.on('message', messages.tell);

  async function call({ limit = CALL_LIMIT, signature, body, ...target }: BusCall): Promise<BusReply> {
    const message = new dbus.Message({
      ...target,
      ...(signature === undefined ? {} : { signature, body: [...(body ?? [])] }),
    });
    try {
      const reply = await within(limit, `${target.interface}.${target.member}`, connection.call(message));
      return { sender: reply?.sender ?? '', body: (reply?.body ?? []) as readonly unknown[] };
    } catch (error) {
      if (error instanceof dbus.DBusError) throw new BusError(error.type, error.text);
      throw error;
    }
  }

  /** Asks the daemon for matching broadcasts until the undo. */
  function match(rule: string): Undo {
    const ask = (member: string) =>
      call({ ...DAEMON, member, signature: 's', body: [rule] }).catch(() => {
        // The bus is gone: there is nothing to hear from it.
      });
    void ask('AddMatch');
    return () => void ask('RemoveMatch');
  }

  async function ownerOf(name: string): Promise<string | undefined> {
    try {
      const { body } = await call({ ...DAEMON, member: 'GetNameOwner', signature: 's', body: [name] });
      return String(body[0]);
    } catch (error) {
      if (error instanceof BusError) return undefined;
      throw error;
    }
  }

  function onOwner(name: string, listener: (owner: string | undefined) => void): Undo {
    const unmatch = match(
      `type='signal',sender='${DAEMON.destination}',interface='${DAEMON.interface}',member='NameOwnerChanged',arg0='${name}'`,
    );
    const unlisten = messages.add(({ sender, member, body }) => {
      // Only the daemon itself sends under this name.
      if (sender !== DAEMON.destination || member !== 'NameOwnerChanged' || body[0] !== name) return;
      listener(body[2] === '' ? undefined : String(body[2]));
    });
    return () => {
      unlisten();
      unmatch();
    };
  }

  return {
    call,
    emit({ path, interface: name, member, signature, body }) {
      connection.send(dbus.Message.newSignal(path, name, member, signature, [...body]));
    },
    onSignal(from, listener) {
      // A match rule names the sender, too, but a signal that is sent to us alone passes by every rule.
      let owner: string | undefined;
      let changed = false;
      const unwatch = onOwner(from.name, (next) => {
        owner = next;
        changed = true;
      });
      ownerOf(from.name).then(
        (first) => {
          if (!changed) owner = first;
        },
        () => {
          // The bus is gone: there is nothing to hear from it.
        },
      );
      const unmatch = match(`type='signal',sender='${from.name}',interface='${from.interface}'`);
      const unlisten = messages.add((message) => {
        if (message.type !== dbus.MessageType.SIGNAL || message.interface !== from.interface) return;
        if (owner === undefined || message.sender !== owner) return;
        listener({ path: message.path, member: message.member, body: message.body as readonly unknown[] });
      });
      return () => {
        unlisten();
        unmatch();
        unwatch();
      };
    },
    ownerOf,
    onOwner,
    close: () => connection.disconnect(),
  };
}
