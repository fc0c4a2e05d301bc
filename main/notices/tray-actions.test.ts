import { expect, test } from 'vitest';
import type { AccountInfo } from '../../app/contract/account.ts';
import { type BareJid, bareJid } from '../../app/jid.ts';
import type { Account } from '../accounts/account.ts';
import { testClock } from '../clock.testing.ts';
import { trayActions } from './tray-actions.ts';

const ann = bareJid('ann@example.org');
const eva = bareJid('eva@example.org');
const gone = bareJid('gone@example.org');

function desk() {
  const done: unknown[] = [];
  const words = new Map<BareJid, string>([
    [ann, 'back at 3'],
    [eva, ''],
  ]);
  const actions = trayActions({
    shell: {
      window: { focus: () => done.push('focus') } as never,
      quit: () => done.push('quit'),
    },
    accounts: {
      find(account) {
        const status = words.get(account);
        if (status === undefined) return undefined;
        const info = { presence: { show: 'online', status } } as AccountInfo;
        return { info: () => info, connection: { retryNow: () => done.push(`try ${account}`) } } as unknown as Account;
      },
      setPresence: async (account, presence) => void done.push([account, presence]),
      signOut: async (account) => void done.push(`out ${account}`),
    },
    quiet: { set: (until) => done.push(until) },
    clock: testClock(1_700_000_000_000),
    live: (event) => done.push(event),
    log: { info: () => undefined, warn: () => undefined },
  });
  return { actions, done };
}

test('another status keeps the words to it, of each account', () => {
  const { actions, done } = desk();
  actions.setPresence([ann, eva, gone], 'dnd');
  expect(done).toEqual([
    [ann, { show: 'dnd', status: 'back at 3' }],
    [eva, { show: 'dnd', status: '' }],
  ]);
});

test('who has to sign in again sees the window; an account that is gone by then is left alone', () => {
  const { actions, done } = desk();
  actions.signIn(ann);
  actions.tryNow(ann);
  actions.signOut(eva);
  actions.tryNow(gone);
  actions.signOut(gone);
  expect(done).toEqual(['focus', { type: 'desktop/sign-in', account: ann }, `try ${ann}`, `out ${eva}`]);
});

test('a pause is counted from when it is chosen', () => {
  const { actions, done } = desk();
  actions.pause('hour');
  actions.resume();
  expect(done).toEqual([1_700_003_600_000, undefined]);
});
