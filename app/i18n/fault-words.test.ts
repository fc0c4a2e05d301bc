import { describe, expect, it } from 'vitest';
import type { CertificateProblem, Fault } from '../fault.ts';
import { STANZA_CONDITIONS } from '../fault.ts';
import { parseJid } from '../jid.ts';
import type { ProxyProblem } from '../network/proxy.ts';
import { faultLine, faultWords } from './fault-words.ts';
import { createTranslator } from './translator.ts';

const certificate = {
  subject: 'CN=example.org',
  issuer: 'CN=example.org',
  validFrom: 0,
  validTo: 1,
  fingerprint: 'AA:BB',
  names: ['example.org'],
};
const PROBLEMS = [
  'self-signed',
  'unknown-issuer',
  'expired',
  'not-yet-valid',
  'wrong-name',
  'changed',
  'other',
] as const satisfies readonly CertificateProblem[];
const PROXY_PROBLEMS = [
  'unreachable',
  'silent',
  'credentials',
  'forbidden',
  'no-way',
  'protocol',
] as const satisfies readonly ProxyProblem[];

const faults: Fault[] = [
  { kind: 'offline' },
  { kind: 'timeout' },
  ...STANZA_CONDITIONS.map((condition) => ({ kind: 'refused', condition }) as const),
  { kind: 'invalid', field: 'address', problem: 'bad-local' },
  { kind: 'invalid', field: 'password', problem: 'empty' },
  { kind: 'invalid', field: 'body', problem: 'too-long' },
  { kind: 'invalid', field: 'arguments', problem: 'malformed' },
  { kind: 'unsupported', what: 'archive' },
  { kind: 'no-server', domain: 'nowhere.example' },
  { kind: 'unreachable', host: 'example.org', port: 5222, reason: 'refused' },
  { kind: 'unreachable', host: 'example.org', port: 5222, reason: 'timeout' },
  { kind: 'unreachable', host: 'example.org', port: 5222, reason: 'network' },
  ...PROXY_PROBLEMS.map(
    (problem) => ({ kind: 'proxy', problem, host: 'proxy.example', port: 1080, server: 'example.org' }) as const,
  ),
  { kind: 'credentials', reason: 'wrong' },
  { kind: 'credentials', reason: 'disabled' },
  { kind: 'credentials', reason: 'missing' },
  ...PROBLEMS.map((problem) => ({ kind: 'certificate', problem, host: 'example.org', certificate }) as const),
  { kind: 'no-tls' },
  { kind: 'no-mechanism', offered: [] },
  { kind: 'no-mechanism', offered: ['DIGEST-MD5'] },
  { kind: 'server-not-proven' },
  { kind: 'downgraded' },
  { kind: 'replaced' },
  { kind: 'stream', condition: 'host-gone' },
  { kind: 'storage', problem: 'full' },
  { kind: 'storage', problem: 'blocked' },
  { kind: 'storage', problem: 'damaged' },
  { kind: 'storage', problem: 'newer' },
  { kind: 'internal' },
];

describe.each(['en', 'zh', 'ko'] as const)('in %s', (language) => {
  const { t } = createTranslator(language);

  it('every fault has a sentence and an advice of its own', () => {
    const lines = faults.map((fault) => faultWords(t, fault));
    for (const { title, advice } of lines) {
      expect(title).toMatch(/[.。]$/);
      expect(advice).toMatch(/[.。]$/);
      expect(title + advice).not.toMatch(/[{}]|undefined|stanza|XMPP|JID/);
    }
    const expected = faults.length - 1; // the two no-mechanism faults have the same title
    expect(new Set(lines.map(({ title }) => title)).size).toBe(expected);
  });
});

const { t } = createTranslator('en');

it('gives the server its own words, marked as such and cut to a readable length', () => {
  const fault: Fault = { kind: 'refused', condition: 'policy-violation', text: ` ${'x'.repeat(500)}` };
  expect(faultWords(t, fault).serverWords).toBe(`The server says: “${'x'.repeat(200)}”`);
  expect(faultLine(t, { kind: 'refused', condition: 'item-not-found' })).toBe('The server refused: no such person.');
});

it('has words for whatever can be wrong with an address', () => {
  const typed = ['', '@b', 'a@', 'a b@c', 'a@b..c', 'a@b/', `${'x'.repeat(1100)}@b`];
  const problems = typed.map((text) => parseJid(text));
  for (const problem of problems) {
    if (typeof problem !== 'string') throw new Error('that was an address');
    expect(faultWords(t, { kind: 'invalid', field: 'address', problem }).advice).not.toBe('');
  }
});
