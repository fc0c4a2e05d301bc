import { expect, it } from 'vitest';
import type { DiagnosticFacts } from '../contract/diagnostics.ts';
import { bareJid } from '../jid.ts';
import { isBound, type ReportParts, type StoredFacts, writeReport } from './report.ts';

const account = bareJid('ann.secretname@example.org');
const at = Date.UTC(2026, 0, 1, 12);

const facts: DiagnosticFacts = {
  versions: { kith: '1.2.3', shell: 'electron', electron: '45.0.0', node: '24.1.0', platform: 'linux x64' },
  desktop: { tray: true, notifications: ['shown', 'actions'], keychain: 'gnome_libsecret' },
  unstored: 7,
  paused: true,
  accounts: [
    {
      account,
      connection: {
        phase: 'waiting',
        nextAttempt: at + 12_000,
        fault: { kind: 'refused', condition: 'forbidden', text: 'sesame told ben@example.net' },
      },
      attempts: [
        { at, reached: 'online', took: 230, lasted: 61_000, fault: 'offline' },
        { at: at - 5000, reached: 'securing', took: 80, fault: 'certificate expired' },
      ],
      link: {
        host: 'xmpp.example.org',
        port: 5223,
        tls: 'direct',
        protocol: 'TLSv1.3',
        cipher: 'TLS_AES_256_GCM_SHA384',
        mechanism: 'SCRAM-SHA-256-PLUS',
        profile: 'SASL2',
      },
      stream: { managed: true, resumable: 600, restored: true, received: 120, safe: 118, sent: 40, confirmed: 38 },
      outbox: 2,
    },
  ],
};
const stored: StoredFacts = {
  rows: { contacts: 12, entries: 3456 },
  used: 4_200_000,
  quota: 10_000_000_000,
  persisted: true,
  accounts: [
    {
      account,
      position: 'a-0042',
      gap: true,
      refilling: false,
      conversations: [
        { entries: 10, complete: true },
        { entries: 3446, complete: false },
      ],
    },
  ],
};
const parts: ReportParts = { facts, stored, browser: 'Chrome/142.0', roundTrips: new Map([[account, 23]]), at };

it('has what whoever looks for a fault asks first', () => {
  expect(writeReport(parts)).toBe(`Kith 1.2.3, electron 45.0.0, Chrome/142.0
Node 24.1.0, linux x64
tray yes; notifications shown+actions; keychain gnome_libsecret
2026-01-01T12:00:00.000Z

storage: 4200 kB of 10000000 kB, kept; not stored yet: 7 (waits for room)
rows: contacts 12, entries 3456

account 1 at example.org: waiting, next try in 12 s
link: xmpp.example.org:5223 direct, TLSv1.3 TLS_AES_256_GCM_SHA384, SCRAM-SHA-256-PLUS SASL2, bound to TLS
stream: received 120, safe 118; sent 40, confirmed 38, waiting 2, can be resumed for 600 s, of an earlier run
outbox: 2
round trip: 23 ms
archive: position a-0042, with a gap
conversations: 1: 10, 2: 3446…
attempts:
  2026-01-01T12:00:00.000Z, online, 230 ms, carried 61 s, offline
  2026-01-01T11:59:55.000Z, securing, 80 ms, certificate expired
`);
});

it('has no address, no words of anybody, and no secret in it', () => {
  const report = writeReport(parts);
  for (const hidden of ['@', 'secretname', 'sesame', 'ben', 'example.net']) expect(report).not.toContain(hidden);
});

it('is short, however many conversations there are', () => {
  const [only] = stored.accounts;
  if (only === undefined) throw new Error('no account');
  const many = Array.from({ length: 5000 }, () => ({ entries: 1, complete: true }));
  const report = writeReport({ ...parts, stored: { ...stored, accounts: [{ ...only, conversations: many }] } });
  expect(report).toContain('200: 1, and 4800 more');
});

it('knows which mechanisms are bound to the TLS connection', () => {
  expect(['SCRAM-SHA-1-PLUS', 'HT-SHA-256-EXPR'].map(isBound)).toEqual([true, true]);
  expect(['SCRAM-SHA-512', 'PLAIN', 'HT-SHA-256-NONE'].map(isBound)).toEqual([false, false, false]);
});

it('says which way a link goes, and not through whose proxy', () => {
  const [first] = facts.accounts;
  if (first?.link === undefined) throw new Error('there is a link in the facts');
  const link = { ...first.link, websocket: true, proxy: 'socks5' } as const;
  const report = writeReport({ ...parts, facts: { ...facts, accounts: [{ ...first, link }] } });
  expect(report).toContain('link: xmpp.example.org:5223 websocket through a proxy (socks5), TLSv1.3');
});
