import { type Element, xml } from '@xmpp/xml';
import { expect, test } from 'vitest';
import { faultOf } from '../../../app/fault.ts';
import { authenticate, SASL_NS } from './profile.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

async function signIn(mechanisms: readonly string[], answers: readonly Element[]) {
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
  );
  const credentials = { username: 'user', password: 'pencil' };
  const outcome = await authenticate(stream, features, credentials, () => 'fyko+d2lbbFgONRv9qkxdawL').then(
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
