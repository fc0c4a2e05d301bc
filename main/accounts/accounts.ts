/** All accounts of this installation: signing in and out, and what is kept of them over a restart. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import * as v from 'valibot';
import type { ConnectionState } from '../../app/account/connection.ts';
import type { SecretPlace } from '../../app/contract/account.ts';
import type { Args } from '../../app/contract/contract.ts';
import { type Fault, FaultError } from '../../app/fault.ts';
import type { BareJid } from '../../app/jid.ts';
import type { OwnPresence } from '../../app/roster/presence.ts';
import { type JsonFile, jsonFile } from '../json-file.ts';
import type { DemoAccount } from '../kith.ts';
import { reasonOf } from '../log.ts';
import { type Account, type AccountParts, createAccount } from './account.ts';
import type { Devices, Pin } from './devices.ts';
import type { Passwords } from './passwords.ts';
import { type AccountRecord, accountRecord } from './record.ts';

type SignIn = Args<'account/sign-in'>;

export interface AccountsParts
  extends Omit<AccountParts, 'record' | 'password' | 'device' | 'firstAttempt' | 'joining'> {
  readonly dataDir: string;
  readonly passwords: Passwords;
  readonly devices: Devices;
}

export interface Accounts {
  /** Reads what is kept and connects whoever was connected. */
  load(): Promise<void>;
  all(): readonly Account[];
  /** Throws FaultError invalid for an account that is not there. */
  get(account: BareJid): Account;
  find(account: BareJid): Account | undefined;
  /** Resolves with where the password is kept once signed in; throws the FaultError of the first attempt. */
  signIn(args: SignIn): Promise<SecretPlace>;
  /** For the demo: nothing of it is kept. */
  signInForDemo(demo: DemoAccount): void;
  resume(account: BareJid, password: string | undefined): Promise<void>;
  signOut(account: BareJid): Promise<void>;
  remove(account: BareJid): Promise<void>;
  trust(account: BareJid, fingerprint: string): Promise<void>;
  setPresence(account: BareJid | undefined, presence: OwnPresence): Promise<void>;
  /** New sessions for all that are to be connected: the page's database is another one. */
  beginAnew(): Promise<void>;
  /** Says goodbye for all of them. */
  stop(): Promise<void>;
}

/** ms. */
const LEAVING_PATIENCE = 10_000;

export function createAccounts(parts: AccountsParts): Accounts {
  const { passwords, log, live } = parts;
  const file: JsonFile<AccountRecord[]> = jsonFile(
    join(parts.dataDir, 'accounts.json'),
    v.array(accountRecord),
    [],
    log,
  );
  const records = new Map<BareJid, AccountRecord>();
  const accounts = new Map<BareJid, Account>();
  /** Those that are being removed, until their history is deleted. */
  const leaving = new Map<BareJid, Promise<void>>();
  /** Signed in for the first time at this moment, or for the demo: not kept. */
  const passing = new Set<BareJid>();

  function save(): Promise<void> {
    return file.write([...records.values()].filter((record) => !passing.has(record.account)));
  }

  function recordOf(account: BareJid): AccountRecord {
    const record = records.get(account);
    if (record === undefined) throw new FaultError({ kind: 'invalid', field: 'address', problem: 'empty' });
    return record;
  }

  function change(account: BareJid, changes: Partial<AccountRecord>): void {
    records.set(account, { ...recordOf(account), ...changes });
  }

  function pinOf(account: BareJid): Pin {
    const neverPlain = () => records.get(account)?.neverPlain === true;
    return {
      neverPlain,
      pin() {
        if (neverPlain() || !records.has(account)) return;
        change(account, { neverPlain: true });
        save().catch((error: unknown) => log.warn('accounts not kept', { reason: reasonOf(error) }));
      },
    };
  }

  function open(record: AccountRecord, firstAttempt: 'report' | 'retry'): Account {
    records.set(record.account, record);
    const account = createAccount(record.account, {
      ...parts,
      record: () => recordOf(record.account),
      password: () => passwords.read(record.account, recordOf(record.account).secret),
      device: parts.devices.device(
        `${record.account}/${record.resource}`,
        () => recordOf(record.account).secret,
        pinOf(record.account),
      ),
      firstAttempt,
      joining: () => firstAttempt === 'report' && passing.has(record.account),
    });
    accounts.set(record.account, account);
    return account;
  }

  function get(account: BareJid): Account {
    const found = accounts.get(account);
    if (found === undefined) throw new FaultError({ kind: 'invalid', field: 'address', problem: 'empty' });
    return found;
  }

  async function close(account: BareJid): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    leaving.set(account, promise);
    void promise.then(() => leaving.delete(account));
    try {
      const known = accounts.get(account);
      await known?.connection.disconnect();
      await known?.device.forgetAll();
      accounts.delete(account);
      records.delete(account);
      await passwords.forget(account);
      parts.durable({ type: 'account/forgotten', account }, resolve);
      live({ type: 'account/removed', account });
    } catch (error) {
      resolve();
      throw error;
    }
  }

  /** It must not begin with what is being deleted; nor wait for a database that takes nothing. */
  async function untilLeft(account: BareJid): Promise<void> {
    const left = leaving.get(account);
    if (left === undefined) return;
    await new Promise<void>((resolve) => {
      const cancel = parts.clock.after(LEAVING_PATIENCE, resolve);
      void left.then(cancel).then(resolve);
    });
  }

  async function signInFirst(args: SignIn): Promise<void> {
    const { account } = args;
    passing.add(account);
    await passwords.keep(account, args.password, 'run');
    const opened = open(newRecord(args), 'report');
    const outcome = outcomeOf(opened);
    opened.connection.connect();
    const fault = await outcome;
    if (fault === undefined) return;
    await close(account);
    passing.delete(account);
    throw new FaultError(fault);
  }

  /** The account is there, and needs another password, or trust, or another host. */
  async function signInAgain(args: SignIn, known: Account): Promise<void> {
    const { account } = args;
    const { secret } = recordOf(account);
    await known.connection.disconnect();
    // Another password is to be tried, and not a token that the one before was given.
    await known.device.forget();
    await passwords.keep(account, args.password, secret === 'file' ? 'file' : 'run');
    const { host: _, port: __, websocket: ___, ...rest } = recordOf(account);
    // What was given before and is not now is not meant any more.
    records.set(account, { ...rest, ...givenBy(args), signedOut: false });
    const outcome = outcomeOf(known);
    known.connection.connect();
    const fault = await outcome;
    if (fault !== undefined) throw new FaultError(fault);
  }

  return {
    get,
    find: (account) => accounts.get(account),
    all: () => [...accounts.values()],
    async load() {
      for (const record of await file.read()) {
        const account = open(record, 'retry');
        if (!record.signedOut && record.presence.show !== 'offline') account.connection.connect();
      }
    },
    async signIn(args) {
      const { account } = args;
      await untilLeft(account);
      const known = accounts.get(account);
      if (known === undefined) await signInFirst(args);
      else await signInAgain(args, known);
      change(account, { secret: await passwords.keep(account, args.password, args.keep) });
      await get(account).device.move();
      passing.delete(account);
      await save();
      get(account).tell();
      return recordOf(account).secret;
    },
    signInForDemo({ address, password, host, port }) {
      passing.add(address);
      void passwords.keep(address, password, 'run');
      open(newRecord({ account: address, host, port }), 'retry').connection.connect();
    },
    async resume(account, password) {
      const known = get(account);
      if (password !== undefined) {
        await known.device.forget();
        await passwords.keep(account, password, recordOf(account).secret);
      }
      change(account, { signedOut: false });
      const outcome = outcomeOf(known);
      known.connection.connect();
      await save();
      const fault = await outcome;
      if (fault !== undefined) throw new FaultError(fault);
    },
    async signOut(account) {
      const known = get(account);
      change(account, { signedOut: true });
      await known.connection.disconnect();
      await passwords.forget(account);
      await known.device.forgetAll();
      await save();
      known.tell();
    },
    async remove(account) {
      await close(account);
      await save();
    },
    async trust(account, fingerprint) {
      const known = get(account);
      change(account, { pinnedFingerprint: fingerprint });
      await save();
      known.connection.retryNow();
    },
    async setPresence(account, presence) {
      const meant = account === undefined ? [...accounts.values()] : [get(account)];
      await Promise.all(
        meant.map(async (each) => {
          const before = recordOf(each.account);
          change(each.account, { presence });
          if (!before.signedOut) await each.presenceChanged(before.presence);
        }),
      );
      await save();
    },
    async beginAnew() {
      // A stream that is still being closed would be met by the next one.
      await Promise.all([...accounts.values()].map((account) => account.connection.disconnect()));
      for (const [account, { connection, forgetStored }] of accounts) {
        forgetStored();
        const { signedOut, presence } = recordOf(account);
        if (!signedOut && presence.show !== 'offline') connection.connect();
      }
    },
    async stop() {
      await Promise.all([...accounts.values()].map((account) => account.connection.disconnect()));
    },
  };
}

/** The fault that stopped it, or nothing once it is signed in. */
function outcomeOf(account: Account): Promise<Fault | undefined> {
  return new Promise((resolve) => {
    const stop = account.onState((state: ConnectionState) => {
      if (state.phase === 'catching-up' || state.phase === 'online') settle(undefined);
      // A later try may help, but who waits at the sign-in is told now.
      else if (state.phase === 'stopped' || state.phase === 'waiting') settle(state.fault);
      else if (state.phase === 'offline') settle({ kind: 'offline' });
    });
    function settle(fault: Fault | undefined): void {
      stop();
      resolve(fault);
    }
  });
}

type Given = Pick<SignIn, 'host' | 'port' | 'websocket' | 'trust'>;

function givenBy(args: Given): Pick<AccountRecord, 'host' | 'port' | 'websocket' | 'pinnedFingerprint'> {
  return {
    ...(args.host === undefined ? {} : { host: args.host }),
    ...(args.port === undefined ? {} : { port: args.port }),
    ...(args.websocket === undefined ? {} : { websocket: args.websocket }),
    ...(args.trust === undefined ? {} : { pinnedFingerprint: args.trust }),
  };
}

function newRecord(args: Given & Pick<SignIn, 'account'>): AccountRecord {
  return {
    account: args.account,
    resource: `Kith.${randomBytes(4).toString('hex')}`,
    ...givenBy(args),
    presence: { show: 'online', status: '' },
    secret: 'run',
    signedOut: false,
  };
}
