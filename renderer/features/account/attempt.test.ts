import { expect, it } from 'vitest';
import { readServer } from './attempt.ts';

it('takes host and port, or neither', () => {
  expect(readServer({ host: ' xmpp.example.org ', port: '5223' })).toEqual({ host: 'xmpp.example.org', port: 5223 });
  expect(readServer({ host: '', port: '' })).toEqual({});
  expect(readServer({ host: '::1', port: '' })).toEqual({ host: '::1' });
});

it.each(['0', '65536', 'x', '-1', '5.5'])('refuses the port %s', (port) => {
  expect(readServer({ host: '', port })).toEqual({ kind: 'invalid', field: 'port', problem: 'malformed' });
});

it.each(['https://example.org', 'two words'])('refuses the host %s', (host) => {
  expect(readServer({ host, port: '' })).toEqual({ kind: 'invalid', field: 'host', problem: 'malformed' });
});
