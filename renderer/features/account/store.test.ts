import { beforeEach, describe, expect, it } from 'vitest';
import type { AccountInfo } from '../../../app/contract/account.ts';
import { bareJid } from '../../../app/jid.ts';
import { applyToAccounts, useAccounts } from './store.ts';

const ann = bareJid('ann@example.org');
const info: AccountInfo = {
  account: ann,
  connection: { phase: 'connecting', step: 'securing' },
  presence: { show: 'online', status: '' },
  secret: 'run',
  signedOut: false,
  abilities: [],
};
const state = () => useAccounts.getState();

beforeEach(() => useAccounts.setState({ accounts: new Map(), joining: null }));

describe('the first sign-in', () => {
  it('makes no account of this device before it succeeded', () => {
    applyToAccounts({ type: 'account/changed', info: { ...info, joining: true } });
    expect(state().accounts.size).toBe(0);
    expect(state().joining?.connection).toEqual(info.connection);

    applyToAccounts({ type: 'account/changed', info });
    expect(state()).toEqual({ accounts: new Map([[ann, info]]), joining: null });
  });

  it('leaves nothing behind when it failed', () => {
    applyToAccounts({ type: 'account/changed', info: { ...info, joining: true } });
    applyToAccounts({ type: 'account/removed', account: ann });
    expect(state()).toEqual({ accounts: new Map(), joining: null });
  });
});

it('forgets what main removed', () => {
  applyToAccounts({ type: 'account/changed', info });
  applyToAccounts({ type: 'account/removed', account: ann });
  expect(state().accounts.size).toBe(0);
});
