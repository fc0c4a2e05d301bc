import { describe, expect, it } from 'vitest';
import type { ConnectionState } from '../../../app/account/connection.ts';
import type { AccountInfo } from '../../../app/contract/account.ts';
import type { Fault } from '../../../app/fault.ts';
import { bareJid } from '../../../app/jid.ts';
import { connectionWords, mostInNeed } from './connection-words.ts';

const infoOf = (connection: ConnectionState, signedOut = false): AccountInfo => ({
  account: bareJid('ann@example.org'),
  connection,
  presence: { show: 'online', status: '' },
  secret: 'keychain',
  signedOut,
  abilities: [],
});
const stopped = (fault: Fault) => connectionWords(infoOf({ phase: 'stopped', fault }), 0);

describe('connectionWords', () => {
  it('says nothing while all is well', () => {
    expect(connectionWords(infoOf({ phase: 'online' }), 0)).toBeUndefined();
    expect(connectionWords(infoOf({ phase: 'offline' }), 0)).toBeUndefined();
  });

  it('counts whole seconds down and never below none', () => {
    const waiting = infoOf({ phase: 'waiting', nextAttempt: 12_300, fault: { kind: 'timeout' } });
    expect(connectionWords(waiting, 0)?.seconds).toBe(13);
    expect(connectionWords(waiting, 12_299)?.seconds).toBe(1);
    expect(connectionWords(waiting, 20_000)?.seconds).toBe(0);
  });

  it('leads to what the person can do', () => {
    expect(stopped({ kind: 'credentials', reason: 'wrong' })?.action).toBe('enter-password');
    expect(stopped({ kind: 'credentials', reason: 'disabled' })?.action).toBe('details');
    expect(stopped({ kind: 'no-tls' })?.key).toBe('account.connection.notSecure');
    expect(stopped({ kind: 'replaced' })?.action).toBe('try-now');
    expect(connectionWords(infoOf({ phase: 'offline' }, true), 0)?.action).toBe('sign-in');
  });
});

it('lets the account that is worst off speak for all', () => {
  const [well, waits, stuck] = [
    infoOf({ phase: 'online' }),
    infoOf({ phase: 'waiting', nextAttempt: 1, fault: { kind: 'timeout' } }),
    infoOf({ phase: 'stopped', fault: { kind: 'replaced' } }),
  ];
  expect(mostInNeed([well, stuck, waits])).toBe(stuck);
  expect(mostInNeed([well, infoOf({ phase: 'offline' }, true)])).toBe(well);
  expect(mostInNeed([])).toBeUndefined();
});
