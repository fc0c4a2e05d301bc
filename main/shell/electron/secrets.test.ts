import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keptLog } from '../testing/kept-log.ts';
import { type Cleanup, cleanup, temporaryFolder } from '../testing/surroundings.ts';
import { electronSecrets } from './secrets.ts';

let clean: Cleanup;
let folder: string;
beforeEach(async () => {
  clean = cleanup();
  folder = await temporaryFolder(clean, 'electron');
});
afterEach(() => clean.run());

describe('secrets', () => {
  const storage = (backend: string, available = true) => ({
    getSelectedStorageBackend: () => backend as 'basic_text',
    isAsyncEncryptionAvailable: async () => available,
    encryptStringAsync: async (text: string) => Buffer.from(`${backend}:${text}`).map((byte) => byte ^ 0x55) as Buffer,
    decryptStringAsync: async (data: Buffer) => ({
      shouldReEncrypt: false,
      result: Buffer.from(data.map((byte) => byte ^ 0x55))
        .toString()
        .slice(backend.length + 1),
    }),
  });
  const secrets = (backend: string, platform: NodeJS.Platform = 'linux', available = true) =>
    electronSecrets({
      safeStorage: storage(backend, available),
      file: join(folder, 'secrets.json'),
      platform,
      log: keptLog(),
    });

  test('are stored for this user only, and found again', async () => {
    const first = secrets('gnome_libsecret');
    expect(await first.backend()).toBe('gnome_libsecret');
    expect(await Promise.all([first.store('a', 'Pässwörd'), first.store('b', 'other')])).toEqual(['stored', 'stored']);
    expect((await stat(join(folder, 'secrets.json'))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(folder, 'secrets.json'), 'utf8')).not.toContain('sswör');
    const later = secrets('gnome_libsecret');
    expect(await later.read('a')).toEqual({ kind: 'found', secret: 'Pässwörd' });
    expect(await later.read('c')).toEqual({ kind: 'absent' });
    expect(await later.remove('a')).toBe('done');
    expect(await later.read('a')).toEqual({ kind: 'absent' });
    expect(await later.read('b')).toEqual({ kind: 'found', secret: 'other' });
  });

  test('a key that everybody has is no keychain', async () => {
    for (const backend of ['basic_text', 'unknown']) {
      expect(await secrets(backend).backend()).toBeUndefined();
      expect(await secrets(backend).store('a', 'x')).toBe('unsupported');
      expect(await secrets(backend).read('a')).toEqual({ kind: 'unsupported' });
    }
    expect(await secrets('', 'darwin', false).store('a', 'x')).toBe('unsupported');
    expect(await secrets('', 'darwin').backend()).toBe('keychain');
    expect(await secrets('', 'win32').backend()).toBe('dpapi');
  });

  test('of another backend are neither read nor overwritten', async () => {
    await secrets('kwallet5').store('a', 'x');
    expect(await secrets('gnome_libsecret').read('a')).toEqual({ kind: 'failed' });
    expect(await secrets('basic_text').read('a')).toEqual({ kind: 'failed' });
    expect(await secrets('kwallet5').read('a')).toEqual({ kind: 'found', secret: 'x' });
  });

  test('a damaged file fails and stays', async () => {
    await writeFile(join(folder, 'secrets.json'), '{"a":');
    expect(await secrets('kwallet5').read('a')).toEqual({ kind: 'failed' });
    expect(await secrets('kwallet5').store('a', 'x')).toBe('failed');
    expect(await readFile(join(folder, 'secrets.json'), 'utf8')).toBe('{"a":');
  });
});
