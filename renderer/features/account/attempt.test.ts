import { expect, it } from 'vitest';
import { readServer } from './attempt.ts';

it('takes host and port, or neither', () => {
  expect(readServer({ websocket: '', host: ' xmpp.example.org ', port: '5223' })).toEqual({
    host: 'xmpp.example.org',
    port: 5223,
  });
  expect(readServer({ websocket: '', host: '', port: '' })).toEqual({});
  expect(readServer({ websocket: '', host: '::1', port: '' })).toEqual({ host: '::1' });
});

it.each(['0', '65536', 'x', '-1', '5.5'])('refuses the port %s', (port) => {
  expect(readServer({ websocket: '', host: '', port })).toEqual({
    kind: 'invalid',
    field: 'port',
    problem: 'malformed',
  });
});

it('takes the address of a WebSocket in their place', () => {
  const websocket = 'wss://example.org:5443/ws';
  expect(readServer({ websocket: ` ${websocket} `, host: '', port: '' })).toEqual({ websocket });
});

it.each(['ws://example.org/ws', 'https://example.org/ws', 'example.org', 'wss://ann@example.org/', 'wss://'])(
  'refuses the WebSocket %s',
  (websocket) => {
    expect(readServer({ websocket, host: '', port: '' })).toEqual({
      kind: 'invalid',
      field: 'websocket',
      problem: 'malformed',
    });
  },
);

it.each(['https://example.org', 'two words'])('refuses the host %s', (host) => {
  expect(readServer({ websocket: '', host, port: '' })).toEqual({
    kind: 'invalid',
    field: 'host',
    problem: 'malformed',
  });
});
