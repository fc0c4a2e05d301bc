/**
 * The keychain of Linux desktops: GNOME Keyring, KWallet, KeePassXC.
 * Secret Service API draft 0.2, https://specifications.freedesktop.org/secret-service/latest/
 */
import dbus from 'dbus-next';
import { type Log, reasonOf } from '../../log.ts';
import type { SecretRead, SecretsPort } from '../shell.ts';
import { within } from '../within.ts';
import type { Bus } from './bus.ts';

const NAME = 'org.freedesktop.secrets';
const SERVICE = {
  destination: NAME,
  path: '/org/freedesktop/secrets',
  interface: 'org.freedesktop.Secret.Service',
} as const;
/** "/" stands for no prompt, no item, no collection. */
const NONE = '/';
/** How long the person has to unlock the keychain, in ms. */
const PROMPT_LIMIT = 120_000;
const ITEM = 'org.freedesktop.Secret.Item';

export function secretService(bus: Bus, log: Log): SecretsPort {
  /** Opened once for this run; "plain": the bus is local, and the secret was in this process anyway. */
  let session: Promise<string> | undefined;

  async function openSession(): Promise<string> {
    const { body } = await bus.call({
      ...SERVICE,
      member: 'OpenSession',
      signature: 'sv',
      body: ['plain', new dbus.Variant('s', '')],
    });
    return String(body[1]);
  }

  /** The session, or undefined where there is no keychain. */
  async function available(): Promise<string | undefined> {
    session ??= openSession();
    try {
      return await session;
    } catch {
      session = undefined;
      return undefined;
    }
  }

  async function find(key: string): Promise<string | undefined> {
    const { body } = await bus.call({
      ...SERVICE,
      member: 'SearchItems',
      signature: 'a{ss}',
      body: [attributes(key)],
    });
    const [unlocked = [], locked = []] = body as readonly (readonly string[])[];
    const item = unlocked[0] ?? locked[0];
    if (item !== undefined && unlocked[0] === undefined) await unlock(item);
    return item;
  }

  async function unlock(object: string): Promise<void> {
    const { body } = await bus.call({ ...SERVICE, member: 'Unlock', signature: 'ao', body: [[object]] });
    await prompt(String(body[1] ?? NONE));
  }

  /** Lets the keychain ask the person; rejects when they refuse or don't answer. */
  async function prompt(path: string): Promise<void> {
    if (path === NONE) return;
    const { promise: completed, resolve } = Promise.withResolvers<boolean>();
    const undo = bus.onSignal({ name: NAME, interface: 'org.freedesktop.Secret.Prompt' }, (signal) => {
      if (signal.path !== path || signal.member !== 'Completed') return;
      const [dismissed] = signal.body;
      resolve(dismissed !== true);
    });
    try {
      const call = { destination: NAME, path, interface: 'org.freedesktop.Secret.Prompt', member: 'Prompt' };
      await bus.call({ ...call, signature: 's', body: [''] });
      if (!(await within(PROMPT_LIMIT, 'keychain', completed))) throw new Error('the keychain stayed locked');
    } finally {
      undo();
    }
  }

  async function defaultCollection(): Promise<string> {
    const { body } = await bus.call({ ...SERVICE, member: 'ReadAlias', signature: 's', body: ['default'] });
    const path = String(body[0]);
    if (path === NONE) throw new Error('the keychain has no default collection');
    return path;
  }

  return {
    backend: async () => ((await available()) === undefined ? undefined : 'secret-service'),
    async store(key, secret) {
      const opened = await available();
      if (opened === undefined) return 'unsupported';
      try {
        const collection = await defaultCollection();
        await unlock(collection);
        const properties = {
          [`${ITEM}.Label`]: new dbus.Variant('s', `Kith: ${key}`),
          [`${ITEM}.Attributes`]: new dbus.Variant('a{ss}', attributes(key)),
        };
        const value = [opened, Buffer.alloc(0), Buffer.from(secret, 'utf8'), 'text/plain; charset=utf8'];
        const { body } = await bus.call({
          destination: NAME,
          path: collection,
          interface: 'org.freedesktop.Secret.Collection',
          member: 'CreateItem',
          signature: 'a{sv}(oayays)b',
          body: [properties, value, true],
        });
        await prompt(String(body[1] ?? NONE));
        return 'stored';
      } catch (error) {
        log.warn('keychain: not stored', { reason: reasonOf(error) });
        return 'failed';
      }
    },
    async read(key): Promise<SecretRead> {
      const opened = await available();
      if (opened === undefined) return { kind: 'unsupported' };
      try {
        const path = await find(key);
        if (path === undefined) return { kind: 'absent' };
        const call = { destination: NAME, path, interface: ITEM, member: 'GetSecret' };
        const { body } = await bus.call({ ...call, signature: 'o', body: [opened] });
        const [, , value] = body[0] as readonly [string, Uint8Array, Uint8Array, string];
        return { kind: 'found', secret: Buffer.from(value).toString('utf8') };
      } catch (error) {
        log.warn('keychain: not read', { reason: reasonOf(error) });
        return { kind: 'failed' };
      }
    },
    async remove(key) {
      if ((await available()) === undefined) return 'unsupported';
      try {
        const path = await find(key);
        if (path === undefined) return 'done';
        const { body } = await bus.call({ destination: NAME, path, interface: ITEM, member: 'Delete' });
        await prompt(String(body[0] ?? NONE));
        return 'done';
      } catch (error) {
        log.warn('keychain: not removed', { reason: reasonOf(error) });
        return 'failed';
      }
    },
  };
}

/** What an item is found by. */
function attributes(key: string): Readonly<Record<string, string>> {
  return { 'xdg:schema': 'im.kith.Kith', key };
}
