import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ProxyChoice } from '../../app/network/proxy.ts';
import { openSettings } from '../settings.ts';
import type { SecretsPort } from '../shell/shell.ts';
import { createProxies } from './proxies.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'kith-proxies-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const logged: string[] = [];
const write = (event: string, fields = {}) => void logged.push(`${event} ${JSON.stringify(fields)}`);
const log = { info: write, warn: write };
const proxy = { kind: 'http', host: 'proxy.example', port: 8080, user: 'ann', keep: 'keychain' } as const;

function keychain(answer: 'stored' | 'failed' = 'stored') {
  const kept = new Map<string, string>();
  const port: SecretsPort = {
    backend: async () => 'test',
    async store(key, secret) {
      if (answer === 'stored') kept.set(key, secret);
      return answer;
    },
    async read(key) {
      const secret = kept.get(key);
      return secret === undefined ? { kind: 'absent' } : { kind: 'found', secret };
    },
    async remove(key) {
      kept.delete(key);
      return 'done';
    },
  };
  return { port, kept };
}

/** A start of Kith with this folder and this keychain. */
async function started({ port }: ReturnType<typeof keychain>) {
  const settings = await openSettings(dataDir, log, () => {});
  return { settings, proxies: createProxies(dataDir, port, settings, log) };
}

test('its password is in the keychain alone, and there after a restart', async () => {
  const keys = keychain();
  const { proxies } = await started(keys);
  expect(await proxies.current()).toBeUndefined();
  expect(await proxies.set(proxy, 'sesame')).toBe('keychain');
  const { proxies: later, settings } = await started(keys);
  expect(settings.current().proxy).toEqual(proxy);
  expect(await later.current()).toEqual({
    kind: 'http',
    host: 'proxy.example',
    port: 8080,
    user: 'ann',
    password: 'sesame',
  });
  expect(await readFile(join(dataDir, 'settings.json'), 'utf8')).not.toContain('sesame');
  expect(logged.join()).not.toContain('sesame');
});

test('what is changed about it keeps the password; another user or place does not get it', async () => {
  const keys = keychain();
  const { proxies } = await started(keys);
  await proxies.set(proxy, 'sesame');
  await proxies.set({ ...proxy, kind: 'socks5' }, undefined);
  expect(await proxies.current()).toMatchObject({ kind: 'socks5', password: 'sesame' });
  expect(await proxies.given({ ...proxy, host: 'elsewhere.example' }, undefined)).toMatchObject({ password: '' });
  await proxies.set({ ...proxy, user: 'ben' }, undefined);
  expect(await proxies.current()).toMatchObject({ user: 'ben', password: '' });
  expect([...keys.kept.values()]).not.toContain('sesame');
});

test('without one there is no password any more', async () => {
  const keys = keychain();
  const { proxies } = await started(keys);
  await proxies.set(proxy, 'sesame');
  const none: ProxyChoice = { kind: 'none' };
  await proxies.set(none, undefined);
  expect(await proxies.current()).toBeUndefined();
  expect(keys.kept.size).toBe(0);
});

test('where the keychain refuses it is there for this run, and said so; later the proxy refuses, and stays', async () => {
  const keys = keychain('failed');
  const { proxies, settings } = await started(keys);
  expect(await proxies.set(proxy, 'sesame')).toBe('run');
  expect(settings.current().proxy).toMatchObject({ keep: 'run' });
  expect(await proxies.current()).toMatchObject({ password: 'sesame' });
  const { proxies: later } = await started(keys);
  expect(await later.current()).toMatchObject({ host: 'proxy.example', password: '' });
});
