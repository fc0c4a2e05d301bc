/** Where passwords are kept: the OS keychain, or this run's memory, or a 0600 file after the person agreed to it. */
import { join } from 'node:path';
import * as v from 'valibot';
import type { SecretPlace } from '../../app/contract/account.ts';
import type { BareJid } from '../../app/jid.ts';
import { jsonFile } from '../json-file.ts';
import type { Log } from '../log.ts';
import type { SecretsPort } from '../shell/shell.ts';

export interface Passwords {
  /** Keeps it where the person wants it, and says where it is: a keychain that refuses leaves it in memory. */
  keep(account: BareJid, password: string, place: SecretPlace): Promise<SecretPlace>;
  read(account: BareJid, place: SecretPlace): Promise<string | undefined>;
  /** Forgets it wherever it is. */
  forget(account: BareJid): Promise<void>;
}

export function createPasswords(dataDir: string, secrets: SecretsPort, log: Log): Passwords {
  const memory = new Map<BareJid, string>();
  const file = jsonFile(join(dataDir, 'passwords.json'), v.record(v.string(), v.string()), {}, log);
  const keyOf = (account: BareJid) => `password:${account}`;

  async function dropFromFile(account: BareJid): Promise<void> {
    const { [account]: dropped, ...rest } = await file.read();
    if (dropped !== undefined) await file.write(rest);
  }

  return {
    async keep(account, password, place) {
      memory.set(account, password);
      if (place !== 'file') await dropFromFile(account);
      if (place === 'keychain') {
        const answer = await secrets.store(keyOf(account), password);
        if (answer === 'stored') return 'keychain';
        log.warn('the keychain did not take the password', { answer });
        return 'run';
      }
      if (place === 'file') await file.write({ ...(await file.read()), [account]: password });
      return place;
    },
    async read(account, place) {
      const known = memory.get(account);
      if (known !== undefined || place === 'run') return known;
      if (place === 'file') return (await file.read())[account];
      const found = await secrets.read(keyOf(account));
      if (found.kind !== 'found') {
        log.warn('the keychain gave no password', { answer: found.kind });
        return undefined;
      }
      memory.set(account, found.secret);
      return found.secret;
    },
    async forget(account) {
      memory.delete(account);
      await dropFromFile(account);
      await secrets.remove(keyOf(account));
    },
  };
}
