import { type Element, xml } from '@xmpp/xml';
import { expect, test } from 'vitest';
import { faultOf } from '../../../app/fault.ts';
import { CHANNEL_BINDING_NS } from './offer.ts';
import { authenticate, SASL_NS } from './profile.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

interface Channel {
  readonly exporter?: Uint8Array;
  readonly bindings?: readonly string[];
  readonly neverPlain?: boolean;
}

async function signIn(
  mechanisms: readonly string[],
  answers: readonly Element[],
  { exporter, bindings, neverPlain = false }: Channel = {},
) {
  const sent: Element[] = [];
  const left = [...answers];
  const stream = {
    send: (element: Element) => void sent.push(element),
    next: async () => left.shift() ?? Promise.reject(new Error('nothing more to say')),
  };
  const features = xml(
    'features',
    {},
    xml('mechanisms', { xmlns: SASL_NS }, ...mechanisms.map((name) => xml('mechanism', {}, name))),
    bindings &&
      xml('sasl-channel-binding', CHANNEL_BINDING_NS, ...bindings.map((type) => xml('channel-binding', { type }))),
  );
  const credentials = { username: 'user', password: 'pencil' };
  const outcome = await authenticate(stream, features, credentials, {
    exporter,
    neverPlain,
    nonce: () => 'fyko+d2lbbFgONRv9qkxdawL',
  }).then(
    () => undefined,
    (error: unknown) => faultOf(error),
  );
  return { outcome, sent };
}

const challenge = xml(
  'challenge',
  { xmlns: SASL_NS },
  base64('r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096'),
);
const proof = base64('v=rmF9pqV8S7suAoZWja4dJRkFsKQ=');

test('SCRAM with the proof in the success', async () => {
  const { outcome } = await signIn(['SCRAM-SHA-1'], [challenge, xml('success', { xmlns: SASL_NS }, proof)]);
  expect(outcome).toBeUndefined();
});

test('SCRAM with the proof in a challenge of its own', async () => {
  const answers = [challenge, xml('challenge', { xmlns: SASL_NS }, proof), xml('success', { xmlns: SASL_NS })];
  expect((await signIn(['SCRAM-SHA-1'], answers)).outcome).toBeUndefined();
});

test.each([
  ['no proof', [challenge, xml('success', { xmlns: SASL_NS })]],
  ['success at once', [xml('success', { xmlns: SASL_NS })]],
  ['a wrong proof', [challenge, xml('success', { xmlns: SASL_NS }, base64('v=AAAA'))]],
  ['something else', [xml('iq', {})]],
])('a server with %s is not believed', async (_, answers) => {
  expect((await signIn(['SCRAM-SHA-1'], answers)).outcome).toEqual({ kind: 'server-not-proven' });
});

test.each([
  [['PLAIN', 'SCRAM-SHA-1', 'SCRAM-SHA-512', 'SCRAM-SHA-256'], 'SCRAM-SHA-512'],
  [['PLAIN', 'SCRAM-SHA-1', 'SCRAM-SHA-1-PLUS'], 'SCRAM-SHA-1'],
  [['X-OAUTH2', 'PLAIN'], 'PLAIN'],
])('of %j it takes %s', async (offered, chosen) => {
  const { sent } = await signIn(offered, []);
  expect(sent[0]?.attrs.mechanism).toBe(chosen);
});

test('PLAIN is UTF-8', async () => {
  const { sent, outcome } = await signIn(['PLAIN'], [xml('success', { xmlns: SASL_NS })]);
  expect(sent[0]?.getText()).toBe(base64('\0user\0pencil'));
  expect(outcome).toBeUndefined();
});

test('with nothing acceptable, nothing is sent', async () => {
  const { sent, outcome } = await signIn(['DIGEST-MD5', 'EXTERNAL'], []);
  expect(outcome).toEqual({ kind: 'no-mechanism', offered: ['DIGEST-MD5', 'EXTERNAL'] });
  expect(sent).toEqual([]);
});

test.each([
  ['not-authorized', { kind: 'credentials', reason: 'wrong', text: 'No' }],
  ['account-disabled', { kind: 'credentials', reason: 'disabled', text: 'No' }],
  ['temporary-auth-failure', { kind: 'refused', condition: 'internal-server-error', text: 'No' }],
  ['mechanism-too-weak', { kind: 'no-mechanism', offered: [] }],
  ['malformed-request', { kind: 'credentials', reason: 'wrong', text: 'No' }],
])('the failure %s', async (condition, fault) => {
  const failure = xml('failure', { xmlns: SASL_NS }, xml(condition), xml('text', {}, 'No'));
  expect((await signIn(['SCRAM-SHA-1'], [failure])).outcome).toEqual(fault);
});

const exporter = Buffer.alloc(32, 7);
const all = ['SCRAM-SHA-1', 'SCRAM-SHA-512', 'SCRAM-SHA-1-PLUS', 'SCRAM-SHA-256-PLUS'];

test.each([
  ['where both have it', ['tls-exporter'], exporter, 'SCRAM-SHA-256-PLUS', 'p=tls-exporter,,'],
  ['not without an exporter', ['tls-exporter'], undefined, 'SCRAM-SHA-512', 'n,,'],
  ['not where the server has others', ['tls-unique', 'tls-server-end-point'], exporter, 'SCRAM-SHA-512', 'n,,'],
  ['not where the server does not say (ejabberd 23.01)', undefined, exporter, 'SCRAM-SHA-512', 'n,,'],
])('-PLUS %s', async (_, bindings, available, mechanism, header) => {
  const { sent } = await signIn(all, [], {
    ...(bindings === undefined ? {} : { bindings }),
    ...(available === undefined ? {} : { exporter: available }),
  });
  expect(sent[0]?.attrs.mechanism).toBe(mechanism);
  expect(Buffer.from(sent[0]?.getText() ?? '', 'base64').toString()).toContain(header);
});

const bare = (condition: string, text?: string) =>
  xml('failure', { xmlns: SASL_NS }, xml(condition), text === undefined ? undefined : xml('text', {}, text));

test.each([
  ['Prosody does not believe "y"', ['SCRAM-SHA-1'], bare('malformed-request')],
  ['Prosody finds other bytes', all, bare('malformed-request', 'Invalid channel binding value.')],
  ['ejabberd finds other bytes', all, bare('not-authorized', 'Invalid channel binding')],
  ['by the RFC', all, bare('not-authorized', 'e=channel-bindings-dont-match')],
])('a refusal over the channel is not told as a wrong password: %s', async (_, mechanisms, failure) => {
  const { outcome } = await signIn(mechanisms, [failure], { exporter, bindings: ['tls-exporter'] });
  expect(outcome).toEqual({ kind: 'downgraded' });
});

test('a wrong password is one with binding, too', async () => {
  const { outcome } = await signIn(all, [bare('not-authorized')], { exporter, bindings: ['tls-exporter'] });
  expect(outcome).toEqual({ kind: 'credentials', reason: 'wrong' });
});

test('an offer that was changed on its way is told as that, and gets no proof', async () => {
  const changed = xml(
    'challenge',
    { xmlns: SASL_NS },
    base64('r=fyko+d2lbbFgONRv9qkxdawL3rfc,s=QSXCR+Q6sek8bf92,i=4096,h=G6k/rBLDqgOhRRaCuuatSDFkJ08='),
  );
  const { outcome, sent } = await signIn(['SCRAM-SHA-1'], [changed]);
  expect(outcome).toEqual({ kind: 'downgraded' });
  expect(sent).toHaveLength(1);
});

test('whoever did without PLAIN once is never given it again', async () => {
  const { outcome, sent } = await signIn(['PLAIN', 'X-OAUTH2'], [], { neverPlain: true });
  expect(outcome).toEqual({ kind: 'downgraded' });
  expect(sent).toEqual([]);
  expect((await signIn(['PLAIN', 'SCRAM-SHA-1'], [], { neverPlain: true })).sent[0]?.attrs.mechanism).toBe(
    'SCRAM-SHA-1',
  );
  expect((await signIn(['X-OAUTH2'], [], { neverPlain: true })).outcome).toMatchObject({ kind: 'no-mechanism' });
});
