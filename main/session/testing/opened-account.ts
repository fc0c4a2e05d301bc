/** An account's connection as a test has it: every state is kept, and can be waited for. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ConnectionState } from '../../../app/account/connection.ts';
import type { KeptSession } from '../../../app/contract/sync.ts';
import { bareJid } from '../../../app/jid.ts';
import { systemClock } from '../../clock.ts';
import type { LogFields } from '../../log.ts';
import type { FastToken } from '../../xmpp/sasl/fast.ts';
import { systemResolver } from '../../xmpp/transport/resolver.ts';
import type { Device } from '../device.ts';
import {
  type AccountConnection,
  type AccountOptions,
  type AccountSettings,
  type KeptSessions,
  openAccount,
} from '../session.ts';

/** A server as far as an account needs to know it; e2e/server's and the scripted one are such. */
export interface ReachableServer {
  readonly host: string;
  readonly port: number;
  /** Path of the authority's certificate. */
  readonly ca: string;
}

export interface OpenedAccount extends AsyncDisposable {
  readonly connection: AccountConnection;
  /** Every state told, in order. */
  readonly states: readonly ConnectionState[];
  readonly logged: readonly string[];
  /** The next state from now on (or the current one) that the test describes. */
  reached<P extends ConnectionState['phase']>(phase: P): Promise<Extract<ConnectionState, { phase: P }>>;
}

export function openTestAccount(
  server: ReachableServer,
  user: { readonly jid: string; readonly password: string },
  more: Partial<AccountOptions> & { readonly also?: Partial<AccountSettings> } = {},
): OpenedAccount {
  const states: ConnectionState[] = [];
  const logged: string[] = [];
  const listeners = new Set<(state: ConnectionState) => void>();
  const write = (event: string, fields: LogFields = {}) => void logged.push(`${event} ${JSON.stringify(fields)}`);
  const settings: AccountSettings = { password: user.password, host: server.host, port: server.port, ...more.also };
  const connection = openAccount({
    kept: keptInMemory(),
    account: bareJid(user.jid),
    resource: 'Kith.test',
    device: testDevice(),
    settings: () => settings,
    extraCas: [readFileSync(server.ca, 'utf8')],
    features: [],
    onState(state) {
      states.push(state);
      for (const listener of [...listeners]) listener(state);
    },
    clock: systemClock,
    random: () => 0,
    newId: randomUUID,
    log: { info: write, warn: write },
    resolver: systemResolver,
    ...more,
  });
  return {
    connection,
    states,
    logged,
    reached: (phase) =>
      new Promise((resolve, reject) => {
        const deadline = setTimeout(() => {
          listeners.delete(look);
          reject(new Error(`${phase} not reached: ${JSON.stringify(states)}\n${logged.join('\n')}`));
        }, 20_000);
        function look(state: ConnectionState) {
          if (!isIn(state, phase)) return;
          clearTimeout(deadline);
          listeners.delete(look);
          resolve(state);
        }
        listeners.add(look);
        look(connection.state());
      }),
    [Symbol.asyncDispose]: () => connection.disconnect(),
  };
}

/** What a page would keep of an account's session; given to another account, it is the same one after a restart. */
export function keptInMemory(): KeptSessions & { readonly session: KeptSession | undefined } {
  let session: KeptSession | undefined;
  return {
    get session() {
      return session;
    },
    earlier: async () => session,
    began(next) {
      session = next;
    },
    counted(h, stored) {
      if (session !== undefined) session = { ...session, h };
      stored();
    },
    ended() {
      session = undefined;
    },
  };
}

/** Keeps what it is given as long as it lives. */
export function testDevice(token?: FastToken): Device & { readonly kept: () => FastToken | undefined } {
  const id = randomUUID();
  let pinned = false;
  return {
    id: async () => id,
    token: async () => token,
    async keep(next) {
      token = next;
    },
    async forget() {
      token = undefined;
    },
    neverPlain: () => pinned,
    pin() {
      pinned = true;
    },
    kept: () => token,
  };
}

function isIn<P extends ConnectionState['phase']>(
  state: ConnectionState,
  phase: P,
): state is Extract<ConnectionState, { phase: P }> {
  return state.phase === phase;
}
