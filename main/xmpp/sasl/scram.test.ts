import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Circumstances, Credentials, Mechanism } from './mechanism.ts';
import { scram, scramPlus } from './scram.ts';

/** The exchange in texts. */
function begin(mechanism: Mechanism, who: Credentials, nonce: string, more: Partial<Circumstances> = {}) {
  const offer = { mechanisms: [mechanism.name], bindings: undefined };
  const exchange = mechanism.begin(who, { offer, exporter: undefined, neverPlain: false, nonce: () => nonce, ...more });
  return {
    initial: Buffer.from(exchange.initial).toString(),
    respond: async (text: string) => Buffer.from(await exchange.respond(Buffer.from(text))).toString(),
    finish: (text: string | undefined) => exchange.finish(text === undefined ? undefined : Buffer.from(text)),
  };
}

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
  const exchange = begin(mechanism, credentials, nonce);
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
  const exchange = begin(sha1, credentials, 'fyko+d2lbbFgONRv9qkxdawL');
  await exchange.respond(VECTORS[0]?.serverFirst ?? '');
  expect(() => exchange.finish(final)).toThrow('wrong server signature');
});

test('a server that proves itself before it was asked is refused', () => {
  expect(() => begin(sha1, credentials, 'n').finish('v=')).toThrow('wrong server signature');
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
  await expect(begin(sha1, credentials, 'mine').respond(serverFirst)).rejects.toThrow(problem);
});

test('names with commas and equal signs, and passwords beyond ASCII, come to the same bytes on both sides', async () => {
  const exchange = begin(sha1, { username: 'a=b,c', password: 'пароль\u00A0Ⅸ' }, 'mine');
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

const exporter = Buffer.from('the same at both ends, 32 bytes.');
const offering = (...mechanisms: string[]) => ({ mechanisms, bindings: undefined });

test.each([
  ['no exporter: we can’t', undefined, offering('SCRAM-SHA-1'), 'n,,'],
  ['no exporter, although the server could', undefined, offering('SCRAM-SHA-1', 'SCRAM-SHA-1-PLUS'), 'n,,'],
  ['we could, the server does not seem to', exporter, offering('SCRAM-SHA-1'), 'y,,'],
  ['both could, with nothing in common', exporter, offering('SCRAM-SHA-1', 'SCRAM-SHA-256-PLUS'), 'n,,'],
])('the flag says the truth about binding: %s', async (_, available, offer, header) => {
  const exchange = begin(sha1, credentials, 'mine', { exporter: available, offer });
  expect(exchange.initial).toBe(`${header}n=user,r=mine`);
  const final = await exchange.respond('r=mineyours,s=QSXCR+Q6sek8bf92,i=4096');
  expect(final).toContain(`c=${Buffer.from(header).toString('base64')},`);
});

test('-PLUS signs the header with the channel’s bytes behind it', async () => {
  const exchange = begin(scramPlus('SCRAM-SHA-256-PLUS', 'sha256'), credentials, 'mine', { exporter });
  expect(exchange.initial).toBe('p=tls-exporter,,n=user,r=mine');
  const first = 'r=mineyours,s=QSXCR+Q6sek8bf92,i=4096';
  const final = await exchange.respond(first);
  const channel = Buffer.concat([Buffer.from('p=tls-exporter,,'), exporter]).toString('base64');
  const salted = pbkdf2Sync('pencil', Buffer.from('QSXCR+Q6sek8bf92', 'base64'), 4096, 32, 'sha256');
  const key = createHmac('sha256', salted).update('Client Key').digest();
  const signed = `n=user,r=mine,${first},c=${channel},r=mineyours`;
  const stored = createHash('sha256').update(key).digest();
  const signature = createHmac('sha256', stored).update(signed).digest();
  const proof = Buffer.from(key.map((byte, index) => byte ^ (signature[index] ?? 0))).toString('base64');
  expect(final).toBe(`c=${channel},r=mineyours,p=${proof}`);
});

test('what the server says that it offered has to be what arrived (XEP-0474)', async () => {
  // The example of section 6.3.
  const offer = {
    mechanisms: ['SCRAM-SHA-1-PLUS', 'SCRAM-SHA-1'],
    bindings: ['tls-server-end-point', 'tls-exporter'],
  };
  const first = 'r=mineyours,s=QSXCR+Q6sek8bf92,i=4096,h=G6k/rBLDqgOhRRaCuuatSDFkJ08=';
  const respond = (arrived: Circumstances['offer']) =>
    begin(sha1, credentials, 'mine', { offer: arrived }).respond(first);
  await expect(respond(offer)).resolves.toContain('p=');
  const changed = 'offered something else';
  await expect(respond({ ...offer, mechanisms: ['SCRAM-SHA-1'] })).rejects.toThrow(changed);
  await expect(respond({ ...offer, bindings: ['tls-server-end-point'] })).rejects.toThrow(changed);
  await expect(respond({ ...offer, bindings: undefined })).rejects.toThrow(changed);
});
