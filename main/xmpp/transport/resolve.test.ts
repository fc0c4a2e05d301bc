import { expect, test } from 'vitest';
import { faultOf } from '../../../app/fault.ts';
import { testClock } from '../../clock.testing.ts';
import { type ResolveOptions, resolveEndpoints, weighted } from './resolve.ts';
import type { SrvRecord } from './resolver.ts';

const silent = { info: () => {}, warn: () => {} };
const failure = (code: string) => Promise.reject(Object.assign(new Error(code), { code }));

type Answers = Readonly<Record<string, readonly SrvRecord[] | readonly string[] | string>>;

/** Answers by name; a text is an error code, a missing name does not exist. */
function resolving(domain: string, answers: Answers, more: Partial<ResolveOptions> = {}) {
  const asked: string[] = [];
  const look = async (name: string) => {
    asked.push(name);
    const answer = answers[name] ?? 'ENOTFOUND';
    return typeof answer === 'string' ? failure(answer) : answer;
  };
  const resolver = {
    srv: async (name: string) => (await look(name)) as readonly SrvRecord[],
    addresses: async (host: string) => (await look(host)) as readonly string[],
  };
  const options = { domain, resolver, random: () => 0, clock: testClock(), log: silent, ...more };
  const found = resolveEndpoints(options).then(
    (endpoints) => endpoints.map(({ host, address, port, tls, rank }) => `${rank} ${tls} ${host}:${port} ${address}`),
    (error: unknown) => faultOf(error),
  );
  return { found, asked };
}

const srv = (name: string, port: number, priority = 0, weight = 0): SrvRecord => ({ name, port, priority, weight });

test('both kinds of SRV, merged by priority, names kept', async () => {
  const { found } = resolving('example.org', {
    '_xmpps-client._tcp.example.org': [srv('direct.example.net', 443, 20)],
    '_xmpp-client._tcp.example.org': [srv('one.example.net.', 5222, 10), srv('two.example.net', 5222, 30)],
    'direct.example.net': ['192.0.2.1', '2001:db8::1'],
    'one.example.net': ['192.0.2.2'],
    'two.example.net': 'ESERVFAIL',
  });
  expect(await found).toEqual([
    '0 starttls one.example.net:5222 192.0.2.2',
    '1 direct direct.example.net:443 192.0.2.1',
    '1 direct direct.example.net:443 2001:db8::1',
  ]);
});

test('the address families take turns, the system’s favourite first', async () => {
  const addresses = ['2001:db8::1', '2001:db8::2', '2001:db8::3', '192.0.2.1', '192.0.2.2'];
  const manual = { host: 'host.example', port: 5223 };
  const found = (await resolving('example.org', { 'host.example': addresses }, { manual }).found) as string[];
  expect(found.filter((each) => each.includes('direct')).map((each) => each.split(' ').at(-1))).toEqual([
    '2001:db8::1',
    '192.0.2.1',
    '2001:db8::2',
    '192.0.2.2',
    '2001:db8::3',
  ]);
});

test('without SRV the domain itself, STARTTLS before direct TLS', async () => {
  const usual = ['0 starttls example.org:5222 192.0.2.1', '1 direct example.org:5223 192.0.2.1'];
  expect(await resolving('example.org', { 'example.org': ['192.0.2.1'] }).found).toEqual(usual);
  const broken = { '_xmpp-client._tcp.example.org': 'ETIMEOUT', '_xmpps-client._tcp.example.org': 'ESERVFAIL' };
  expect(await resolving('example.org', { ...broken, 'example.org': ['192.0.2.1'] }).found).toEqual(usual);
});

test('a target "." means no such service, not the usual ports', async () => {
  const none = { '_xmpp-client._tcp.example.org': [srv('.', 0)], 'example.org': ['192.0.2.1'] };
  expect(await resolving('example.org', none).found).toEqual({ kind: 'no-server', domain: 'example.org' });
  const direct = { '_xmpps-client._tcp.example.org': [srv('d.example.org', 443)], 'd.example.org': ['192.0.2.3'] };
  expect(await resolving('example.org', { ...none, ...direct }).found).toEqual([
    '0 direct d.example.org:443 192.0.2.3',
  ]);
});

test('no such name is told apart from names that could not be looked up', async () => {
  expect(await resolving('nowhere.example', {}).found).toEqual({ kind: 'no-server', domain: 'nowhere.example' });
  expect(await resolving('example.org', { 'example.org': 'EAI_AGAIN' }).found).toEqual({
    kind: 'unreachable',
    host: 'example.org',
    port: 5222,
    reason: 'network',
  });
});

test('what a person gave is not looked up by SRV, and is tried as both kinds', async () => {
  const answers = { 'host.example': ['192.0.2.9'], 'example.org': ['192.0.2.1'] };
  const byHand = (manual: { host?: string; port?: number }) => resolving('example.org', answers, { manual });
  expect(await byHand({ host: 'host.example', port: 5223 }).found).toEqual([
    '0 direct host.example:5223 192.0.2.9',
    '1 starttls host.example:5223 192.0.2.9',
  ]);
  expect(await byHand({ host: 'host.example', port: 80 }).found).toEqual([
    '0 starttls host.example:80 192.0.2.9',
    '1 direct host.example:80 192.0.2.9',
  ]);
  expect(await byHand({ host: 'host.example' }).found).toHaveLength(2);
  expect((await byHand({ port: 443 }).found) as string[]).toContain('0 direct example.org:443 192.0.2.1');
  const { asked, found } = byHand({ host: '192.0.2.7', port: 5222 });
  expect(await found).toContain('0 starttls 192.0.2.7:5222 192.0.2.7');
  expect(asked).toEqual([]);
});

test('names beyond ASCII are asked in ASCII', async () => {
  const { asked, found } = resolving('bücher.example', {});
  await found;
  expect(asked).toContain('_xmpp-client._tcp.xn--bcher-kva.example');
});

test('a look-up that hangs costs its limit, not the attempt', async () => {
  const clock = testClock();
  const found = resolveEndpoints({
    domain: 'example.org',
    resolver: { srv: () => new Promise(() => {}), addresses: async () => ['192.0.2.1'] },
    random: () => 0,
    clock,
    log: silent,
  });
  clock.pass(5000);
  expect(await found).toHaveLength(2);
});

test('weights decide how often each is first, and none is forgotten (RFC 2782)', () => {
  const records = [srv('heavy', 1, 0, 3), srv('light', 2, 0, 1), srv('zero', 3, 0, 0)].map((record) => ({
    ...record,
    tls: 'starttls' as const,
  }));
  const first: Record<string, number> = {};
  for (let step = 0; step < 1000; step += 1) {
    const order = weighted(records, () => step / 1000).map(({ host }) => host);
    expect([...order].sort()).toEqual(['heavy', 'light', 'zero']);
    first[order[0] ?? ''] = (first[order[0] ?? ''] ?? 0) + 1;
  }
  expect(first).toEqual({ zero: 200, heavy: 600, light: 200 });
});
