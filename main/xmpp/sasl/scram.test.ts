import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { expect, test } from 'vitest';
import { scram } from './scram.ts';

const VECTORS = [
  {
    source: 'RFC 5802 section 5',
    mechanism: scram('SCRAM-SHA-1', 'sha1'),
    nonce: 'fyko+d2lbbFgONRv9qkxdawL',
    serverFirst: 'r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096',
    clientFinal: 'c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=',
    serverFinal: 'v=rmF9pqV8S7suAoZWja4dJRkFsKQ=',
  },
  {
    source: 'RFC 7677 section 3',
    mechanism: scram('SCRAM-SHA-256', 'sha256'),
    nonce: 'rOprNGfwEbeRWgbNEkqO',
    serverFirst: 'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
    clientFinal:
      'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
    serverFinal: 'v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=',
  },
];

const credentials = { username: 'user', password: 'pencil' };

test.each(VECTORS)('$source', async ({ mechanism, nonce, serverFirst, clientFinal, serverFinal }) => {
  const exchange = mechanism.begin(credentials, () => nonce);
  expect(exchange.initial).toBe(`n,,n=user,r=${nonce}`);
  expect(await exchange.respond(serverFirst)).toBe(clientFinal);
  exchange.finish(serverFinal);
});

const sha1 = scram('SCRAM-SHA-1', 'sha1');

test.each([
  ['a wrong signature', 'v=AAAAAAAAAAAAAAAAAAAAAAAAAAA='],
  ['none', undefined],
  ['an empty one', 'v='],
  ['an error', 'e=other-error'],
])('a server that proves itself with %s is refused', async (_, final) => {
  const exchange = sha1.begin(credentials, () => 'fyko+d2lbbFgONRv9qkxdawL');
  await exchange.respond(VECTORS[0]?.serverFirst ?? '');
  expect(() => exchange.finish(final)).toThrow('wrong server signature');
});

test('a server that proves itself before it was asked is refused', () => {
  expect(() => sha1.begin(credentials, () => 'n').finish('v=')).toThrow('wrong server signature');
});

test.each([
  ['r=mineyours,s=QSXCR+Q6sek8bf92,i=1', 'iteration count'],
  ['r=mineyours,s=QSXCR+Q6sek8bf92,i=4095', 'iteration count'],
  ['r=mineyours,s=QSXCR+Q6sek8bf92,i=1000001', 'iteration count'],
  ['r=mineyours,s=QSXCR+Q6sek8bf92,i=4096x', 'iteration count'],
  ['r=mineyours,s=QSXCR+Q6sek8bf92', 'iteration count'],
  ['r=mineyours,s=,i=4096', 'no salt'],
  ['r=mine,s=QSXCR+Q6sek8bf92,i=4096', 'nonce'],
  ['r=yours,s=QSXCR+Q6sek8bf92,i=4096', 'nonce'],
  ['m=ext,r=mineyours,s=QSXCR+Q6sek8bf92,i=4096', 'extension'],
  ['', 'nonce'],
])('the server message %s is refused', async (serverFirst, problem) => {
  await expect(sha1.begin(credentials, () => 'mine').respond(serverFirst)).rejects.toThrow(problem);
});

test('names with commas and equal signs, and passwords beyond ASCII, come to the same bytes on both sides', async () => {
  const exchange = sha1.begin({ username: 'a=b,c', password: 'пароль\u00A0Ⅸ' }, () => 'mine');
  expect(exchange.initial).toBe('n,,n=a=3Db=2Cc,r=mine');
  const first = 'r=mineyours,s=QSXCR+Q6sek8bf92,i=4096';
  const final = await exchange.respond(first);
  const salted = pbkdf2Sync('пароль IX', Buffer.from('QSXCR+Q6sek8bf92', 'base64'), 4096, 20, 'sha1');
  const key = createHmac('sha1', salted).update('Client Key').digest();
  const stored = createHash('sha1').update(key).digest();
  const signature = createHmac('sha1', stored).update(`n=a=3Db=2Cc,r=mine,${first},c=biws,r=mineyours`).digest();
  const proof = Buffer.from(key.map((byte, index) => byte ^ (signature[index] ?? 0)));
  expect(final).toBe(`c=biws,r=mineyours,p=${proof.toString('base64')}`);
});
