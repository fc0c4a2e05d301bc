import { expect, test } from 'vitest';
import { typedProxy } from './typed-proxy.ts';

const typed = (entry: Partial<Parameters<typeof typedProxy>[0]>) =>
  typedProxy({ kind: 'socks5', host: 'proxy.example', port: '', user: '', keep: 'run', ...entry });

test.each([
  [
    { host: ' proxy.example ', port: ' 3128 ' },
    { host: 'proxy.example', port: 3128 },
  ],
  [{ host: '[2001:db8::1]' }, { host: '2001:db8::1', port: 1080 }],
  [{ kind: 'http' }, { kind: 'http', port: 8080 }],
  [{ user: 'ann' }, { user: 'ann' }],
] as const)('%j', (entry, proxy) => {
  expect(typed(entry)).toMatchObject(proxy);
});

test('none has nothing else', () => {
  expect(typed({ kind: 'none', host: ' / ' })).toEqual({ kind: 'none' });
});

test.each([
  [{ host: ' ' }, 'host', 'empty'],
  [{ host: 'http://proxy.example' }, 'host', 'malformed'],
  [{ host: 'ann@proxy.example' }, 'host', 'malformed'],
  [{ port: '70000' }, 'port', 'malformed'],
  [{ port: 'web' }, 'port', 'malformed'],
  [{ user: 'ann:secret' }, 'user', 'malformed'],
] as const)('%j can’t be', (entry, field, problem) => {
  expect(typed(entry)).toEqual({ kind: 'invalid', field, problem });
});
