/** Secrets by name: in the OS keychain, or this run's memory, or a 0600 file after the person agreed to it. */
import * as v from 'valibot';
import type { SecretPlace } from '../../app/contract/account.ts';
import { jsonFile } from '../json-file.ts';
import type { Log } from '../log.ts';
import type { SecretsPort } from '../shell/shell.ts';

export interface KeptSecrets {
  /** Keeps it where the person wants it, and says where it is: a keychain that refuses leaves it in memory. */
  keep(name: string, secret: string, place: SecretPlace): Promise<SecretPlace>;
  read(name: string, place: SecretPlace): Promise<string | undefined>;
  /** Forgets it wherever it is. */
  forget(name: string): Promise<void>;
}

/** `kind`: what they are, such as `password`; in the keychain each is found by `kind:name`. */
export function createKeptSecrets(kind: string, path: string, secrets: SecretsPort, log: Log): KeptSecrets {
  const memory = new Map<string, string>();
  const file = jsonFile(path, v.record(v.string(), v.string()), {}, log);
  const keyOf = (name: string) => `${kind}:${name}`;

  async function dropFromFile(name: string): Promise<void> {
    const { [name]: dropped, ...rest } = await file.read();
    if (dropped !== undefined) await file.write(rest);
  }

  return {
    async keep(name, secret, place) {
      memory.set(name, secret);
      if (place !== 'file') await dropFromFile(name);
      if (place === 'keychain') {
        const answer = await secrets.store(keyOf(name), secret);
        if (answer === 'stored') return 'keychain';
        log.warn('the keychain did not take it', { kind, answer });
        return 'run';
      }
      if (place === 'file') await file.write({ ...(await file.read()), [name]: secret });
      return place;
    },
    async read(name, place) {
      const known = memory.get(name);
      if (known !== undefined || place === 'run') return known;
      if (place === 'file') return (await file.read())[name];
      const found = await secrets.read(keyOf(name));
      if (found.kind !== 'found') {
        if (found.kind !== 'absent') log.warn('the keychain did not give it', { kind, answer: found.kind });
        return undefined;
      }
      memory.set(name, found.secret);
      return found.secret;
    },
    async forget(name) {
      memory.delete(name);
      await dropFromFile(name);
      await secrets.remove(keyOf(name));
    },
  };
}
