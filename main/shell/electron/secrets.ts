import { readFile, rename, writeFile } from 'node:fs/promises';
import type { SafeStorage } from 'electron';
import * as v from 'valibot';
import { type Log, reasonOf } from '../../log.ts';
import type { SecretRead, SecretsPort } from '../shell.ts';

const entry = v.object({
  /** What it was encrypted with: another backend can't read it, and must not overwrite it either. */
  backend: v.string(),
  /** Base64. */
  encrypted: v.string(),
});
const secretsFile = v.record(v.string(), entry);
type Entries = v.InferOutput<typeof secretsFile>;

export interface SecretParts {
  readonly safeStorage: Pick<
    SafeStorage,
    'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
  >;
  readonly file: string;
  readonly platform: NodeJS.Platform;
  readonly log: Log;
}

/** Secrets encrypted with a key from the system's keychain, in a file of ours. */
export function electronSecrets({ safeStorage, file, platform, log }: SecretParts): SecretsPort {
  /** One change of the file after the other. */
  let last: Promise<unknown> = Promise.resolve();

  async function backend(): Promise<string | undefined> {
    if (platform === 'darwin') return (await safeStorage.isAsyncEncryptionAvailable()) ? 'keychain' : undefined;
    if (platform === 'win32') return (await safeStorage.isAsyncEncryptionAvailable()) ? 'dpapi' : undefined;
    const name = safeStorage.getSelectedStorageBackend();
    // basic_text encrypts with a key that is in everybody's copy of Electron: that is no keychain.
    if (name === 'basic_text' || name === 'unknown') return undefined;
    return (await safeStorage.isAsyncEncryptionAvailable()) ? name : undefined;
  }

  async function entries(): Promise<Entries> {
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
      throw error;
    }
    return v.parse(v.pipe(v.string(), v.parseJson(), secretsFile), text);
  }

  async function write(all: Entries): Promise<void> {
    await writeFile(`${file}.new`, JSON.stringify(all), { mode: 0o600 });
    await rename(`${file}.new`, file);
  }

  function change(step: (all: Entries) => Promise<Entries>): Promise<void> {
    const done = last.then(async () => write(await step(await entries())));
    last = done.catch(() => undefined);
    return done;
  }

  return {
    backend,
    async store(key, secret) {
      const name = await backend();
      if (name === undefined) return 'unsupported';
      try {
        const encrypted = (await safeStorage.encryptStringAsync(secret)).toString('base64');
        await change(async (all) => ({ ...all, [key]: { backend: name, encrypted } }));
        return 'stored';
      } catch (error) {
        log.warn('secret not stored', { reason: reasonOf(error) });
        return 'failed';
      }
    },
    async read(key): Promise<SecretRead> {
      const name = await backend();
      try {
        const found = (await entries())[key];
        if (found === undefined) return { kind: name === undefined ? 'unsupported' : 'absent' };
        if (found.backend !== name) {
          log.warn('secret of another backend', { stored: found.backend, now: name });
          return { kind: 'failed' };
        }
        const { result } = await safeStorage.decryptStringAsync(Buffer.from(found.encrypted, 'base64'));
        return { kind: 'found', secret: result };
      } catch (error) {
        log.warn('secret not read', { reason: reasonOf(error) });
        return { kind: 'failed' };
      }
    },
    async remove(key) {
      try {
        await change(async (all) => Object.fromEntries(Object.entries(all).filter(([name]) => name !== key)));
        return 'done';
      } catch (error) {
        log.warn('secret not removed', { reason: reasonOf(error) });
        return 'failed';
      }
    },
  };
}
