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
      let loaded: Promise<void> | undefined;
      let written: Promise<void> = Promise.resolve();

      async function read(): Promise<void> {
        try {
          known = parse(await kept.read(name, place()));
        } catch (error) {
          log.warn('device not read', { reason: reasonOf(error) });
        }
      }

      function load(): Promise<void> {
        loaded ??= read();
        return loaded;
      }

      /** What is known when its turn comes: nothing that was forgotten comes back by a write that took longer. */
      function write(): Promise<void> {
        written = written.then(async () => {
          try {
            if (known === undefined) await kept.forget(name);
            else await kept.keep(name, JSON.stringify(known), place());
          } catch (error) {
            log.warn('device not kept', { reason: reasonOf(error) });
          }
        });
        return written;
      }

      return {
        ...pin,
        async id() {
          await load();
          if (known !== undefined) return known.id;
          known = { id: randomUUID() };
          // Not waited for: a keychain may ask the person, while the server waits.
          void write();
          return known.id;
        },
        async token() {
          await load();
          return known?.token;
        },
        async keep(token) {
          await load();
          known = { id: known?.id ?? randomUUID(), token };
          await write();
        },
        async forget() {
          await load();
          if (known?.token === undefined) return;
          known = { id: known.id };
          await write();
        },
        async move() {
          if (known !== undefined) await write();
        },
        async forgetAll() {
          await load();
          known = undefined;
          await write();
        },
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
