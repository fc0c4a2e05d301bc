/**
 * What each account's server knows this installation by: an id and, from servers that have FAST, a token that is as good
 * as the password. Both are kept where the password is; nothing is kept for servers that ask for neither.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import * as v from 'valibot';
import type { SecretPlace } from '../../app/contract/account.ts';
import { type Log, reasonOf } from '../log.ts';
import type { Device } from '../session/device.ts';
import type { SecretsPort } from '../shell/shell.ts';
import { TOKEN_MECHANISMS } from '../xmpp/sasl/hashed-token.ts';
import { createKeptSecrets } from './kept-secrets.ts';

export interface KeptDevice extends Device {
  /** Keeps it where the password is now. */
  move(): Promise<void>;
  /** Forgets the id, too: the account signs out. */
  forgetAll(): Promise<void>;
}

export interface Devices {
  /** `name`: of the account at this installation. Two installations may share a keychain, and never a token. */
  device(name: string, place: () => SecretPlace, pin: Pin): KeptDevice;
}

/** What is no secret, and kept with the account. */
export type Pin = Pick<Device, 'neverPlain' | 'pin'>;

const storedDevice = v.object({
  id: v.pipe(v.string(), v.uuid()),
  token: v.exactOptional(v.object({ mechanism: v.picklist(TOKEN_MECHANISMS), token: v.string(), expiry: v.number() })),
});
type StoredDevice = v.InferOutput<typeof storedDevice>;

export function createDevices(dataDir: string, secrets: SecretsPort, log: Log): Devices {
  const kept = createKeptSecrets('device', join(dataDir, 'devices.json'), secrets, log);
  return {
    device(name, place, pin) {
      let known: StoredDevice | undefined;
      /** One after the other, so that what is forgotten is not kept by an earlier call that took longer. */
      let last: Promise<unknown> = Promise.resolve();
      function inTurn<T>(run: () => Promise<T>): Promise<T> {
        const turn = last.then(run);
        last = turn.catch(() => undefined);
        return turn;
      }

      async function find(): Promise<StoredDevice | undefined> {
        known ??= parse(await kept.read(name, place()));
        return known;
      }

      async function findOrMake(): Promise<StoredDevice> {
        const found = (await find()) ?? { id: randomUUID() };
        if (known === undefined) await store(found);
        return found;
      }

      async function store(next: StoredDevice): Promise<void> {
        known = next;
        try {
          await kept.keep(name, JSON.stringify(next), place());
        } catch (error) {
          log.warn('device not kept', { reason: reasonOf(error) });
        }
      }

      return {
        ...pin,
        id: () => inTurn(async () => (await findOrMake()).id),
        token: () => inTurn(async () => (await find())?.token),
        keep: (token) => inTurn(async () => store({ id: (await findOrMake()).id, token })),
        forget: () =>
          inTurn(async () => {
            const found = await find();
            if (found?.token !== undefined) await store({ id: found.id });
          }),
        move: () =>
          inTurn(async () => {
            if (known !== undefined) await store(known);
          }),
        forgetAll: () =>
          inTurn(async () => {
            known = undefined;
            await kept.forget(name);
          }),
      };
    },
  };
}

function parse(text: string | undefined): StoredDevice | undefined {
  if (text === undefined) return undefined;
  try {
    return v.parse(storedDevice, JSON.parse(text));
  } catch {
    // Damaged: the server takes the password, and another id is as good.
    return undefined;
  }
}
