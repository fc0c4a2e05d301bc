import { expect, test } from 'vitest';
import { readHostAndPort } from './secure-connection.ts';

test.each([
  ['host.example', { host: 'host.example' }],
  [' host.example:5269 ', { host: 'host.example', port: 5269 }],
  ['192.0.2.1:1', { host: '192.0.2.1', port: 1 }],
  ['[2001:db8::1]', { host: '2001:db8::1' }],
  ['[2001:db8::1]:5222', { host: '2001:db8::1', port: 5222 }],
  ['host.example:99999', undefined],
  ['host.example:0', undefined],
  ['2001:db8::1', undefined],
  ['user@host', undefined],
  ['http://host', undefined],
  ['', undefined],
])('the place "%s"', (text, place) => {
  expect(readHostAndPort(text)).toEqual(place);
});
