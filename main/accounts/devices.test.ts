import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SecretPlace } from '../../app/contract/account.ts';
import type { SecretsPort } from '../shell/shell.ts';
import type { FastToken } from '../xmpp/sasl/fast.ts';
import { createDevices } from './devices.ts';

const token: FastToken = { mechanism: 'HT-SHA-256-EXPR', token: 'secret-token', expiry: 1_800_000_000_000 };
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const pin = { neverPlain: () => false, pin() {} };
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kith-devices-'));
});
afterEach(() => rm(folder, { recursive: true }));

function keychain(answer: 'stored' | 'unsupported' = 'stored') {
  const items = new Map<string, string>();
  const secrets: SecretsPort = {
    backend: async () => 'test',
    async store(key, secret) {
      if (answer === 'stored') items.set(key, secret);
      return answer;
    },
    async read(key) {
      const secret = items.get(key);
      return secret === undefined ? { kind: 'absent' } : { kind: 'found', secret };
    },
    async remove(key) {
      items.delete(key);
      return 'done';
    },
  };
  return { items, secrets };
}

/** An installation as it is after a start: what it has in memory is its own. */
function started(secrets: SecretsPort, place: SecretPlace, name = 'ann@localhost/Kith.1') {
  return createDevices(folder, secrets, { info: () => {}, warn: () => {} }).device(name, () => place, pin);
}

test('id and token survive a start in the keychain; the files know nothing of them', async () => {
  const { secrets, items } = keychain();
  const device = started(secrets, 'keychain');
  const id = await device.id();
  expect(id).toMatch(UUID);
  await device.keep(token);
  const again = started(secrets, 'keychain');
  expect(await again.id()).toBe(id);
  expect(await again.token()).toEqual(token);
  expect([...items.keys()]).toEqual(['device:ann@localhost/Kith.1']);
  await expect(stat(join(folder, 'devices.json'))).rejects.toThrow('ENOENT');
});

test('in a file that nobody else can read, once the person agreed', async () => {
  const { secrets, items } = keychain();
  await started(secrets, 'file').keep(token);
  expect(await started(secrets, 'file').token()).toEqual(token);
  expect((await stat(join(folder, 'devices.json'))).mode & 0o777).toBe(0o600);
  expect(items.size).toBe(0);
});

test.each(['run', 'keychain'] as const)('without a keychain, or by choice (%s), for this run only', async (place) => {
  const { secrets } = keychain('unsupported');
  const device = started(secrets, place);
  await device.keep(token);
  expect(await device.token()).toEqual(token);
  expect(await started(secrets, place).token()).toBeUndefined();
});

test('it follows the password to another place', async () => {
  const { secrets, items } = keychain();
  let place: SecretPlace = 'run';
  const device = createDevices(folder, secrets, { info: () => {}, warn: () => {} }).device('a', () => place, pin);
  await device.keep(token);
  expect(items.size).toBe(0);
  place = 'keychain';
  await device.move();
  expect(items.get('device:a')).toContain('secret-token');
});

test('a server that asks for nothing leaves nothing behind', async () => {
  const { secrets, items } = keychain();
  const device = started(secrets, 'keychain');
  await device.forget();
  await device.move();
  expect(await device.token()).toBeUndefined();
  expect(items.size).toBe(0);
});

test('a token is forgotten alone, and with the account; not even one that is being kept at that moment stays', async () => {
  const { secrets, items } = keychain();
  const device = started(secrets, 'keychain');
  const id = await device.id();
  await device.keep(token);
  await device.forget();
  expect(await started(secrets, 'keychain').token()).toBeUndefined();
  expect(await device.id()).toBe(id);
  await Promise.all([device.keep(token), device.forgetAll()]);
  expect(items.size).toBe(0);
  expect(await device.id()).not.toBe(id);
});

test('accounts, and installations that share a keychain, have their own', async () => {
  const { secrets } = keychain();
  await started(secrets, 'keychain', 'ann@localhost/Kith.1').keep(token);
  expect(await started(secrets, 'keychain', 'bob@localhost/Kith.1').token()).toBeUndefined();
  expect(await started(secrets, 'keychain', 'ann@localhost/Kith.2').token()).toBeUndefined();
});

test('what is damaged is begun anew', async () => {
  const { secrets, items } = keychain();
  items.set('device:ann@localhost/Kith.1', '{"id":"../../etc"}');
  const device = started(secrets, 'keychain');
  expect(await device.id()).toMatch(UUID);
  await device.keep(token);
  expect(await readFile(join(folder, 'devices.json'), 'utf8').catch(() => '')).toBe('');
});

test('a keychain that asks the person keeps no server waiting', async () => {
  const { secrets } = keychain();
  const device = started({ ...secrets, store: () => new Promise(() => {}) }, 'keychain');
  expect(await device.id()).toMatch(UUID);
  void device.keep(token);
  expect(await device.token()).toEqual(token);
});
