import { beforeEach, expect, test } from 'vitest';
import type { AccountInfo } from '../../app/contract/account.ts';
import { createTranslator } from '../../app/i18n/translator.ts';
import { bareJid } from '../../app/jid.ts';
import { listeners } from '../shell/listeners.ts';
import type { MenuEntry, TrayState } from '../shell/shell.ts';
import { createTrayIcon, type TrayIcon } from './tray.ts';

const ann: AccountInfo = {
  account: bareJid('ann@example.org'),
  connection: { phase: 'online' },
  presence: { show: 'online', status: '' },
  secret: 'keychain',
  signedOut: false,
  abilities: [],
};
const waiting: AccountInfo['connection'] = { phase: 'waiting', nextAttempt: 1, fault: { kind: 'offline' } };

let icons: (TrayState | undefined)[];
let badges: number[];
let wishes: string[];
let available: ReturnType<typeof listeners<boolean>>;
let clicks: ReturnType<typeof listeners<void>>;
let hasTray: boolean;
let accounts: readonly AccountInfo[];
let quietUntil: number | undefined;
let icon: TrayIcon;

beforeEach(() => {
  icons = [];
  badges = [];
  wishes = [];
  available = listeners();
  clicks = listeners();
  hasTray = true;
  accounts = [];
  quietUntil = undefined;
  const wish =
    (name: string) =>
    (...args: readonly unknown[]) =>
      void wishes.push([name, ...args.map((each) => (Array.isArray(each) ? each.join('+') : String(each)))].join(' '));
  icon = createTrayIcon({
    tray: {
      available: () => hasTray,
      onAvailable: available.add,
      absence: () => (hasTray ? undefined : 'panel'),
      set(state) {
        if (!hasTray) return 'unsupported';
        icons.push(state);
        return 'done';
      },
      onClick: clicks.add,
    },
    badge: {
      set(count) {
        badges.push(count);
        return 'done';
      },
    },
    translator: () => createTranslator('en', ['en']),
    accounts: () => accounts,
    quietUntil: () => quietUntil,
    onClick: () => wish('click')(),
    actions: {
      show: wish('show'),
      setPresence: wish('presence'),
      tryNow: wish('try'),
      signIn: wish('sign in'),
      signOut: wish('sign out'),
      pause: wish('pause'),
      resume: wish('resume'),
      quit: wish('quit'),
    },
  });
});

/** The menu as lines: a submenu's are indented, a mark that is on is a star. */
function menu(entries: readonly MenuEntry[] = icons.at(-1)?.menu ?? []): string[] {
  return entries.flatMap((entry) => {
    if (entry === 'separator') return ['-'];
    if ('items' in entry) return [entry.label, ...menu(entry.items).map((line) => `  ${line}`)];
    return [entry.mark?.on === true ? `* ${entry.label}` : entry.label];
  });
}

function choose(label: string, entries: readonly MenuEntry[] = icons.at(-1)?.menu ?? []): void {
  for (const entry of entries) {
    if (entry === 'separator') continue;
    if ('items' in entry) choose(label, entry.items);
    else if (entry.label === label) entry.choose();
  }
}

test('unread messages are counted at the icon, waiting requests only marked; the badge counts both', () => {
  icon.update({ unread: 0, requests: 2 });
  icon.update({ unread: 3, requests: 2 });
  icon.update({ unread: 3, requests: 2 });
  icon.update({ unread: 0, requests: 0 });
  expect(icons.map((state) => [state?.unread, state?.count])).toEqual([
    ['some', 0],
    ['count', 3],
    ['none', 0],
  ]);
  expect(badges).toEqual([2, 5, 0]);
});

test('with nobody signed in there is the window, and the way out', () => {
  icon.refresh();
  expect(menu()).toEqual(['Show Kith', '-', 'Quit']);
});

test('with accounts: the status of all, the pause, and each account with what can be done about it', () => {
  accounts = [ann, { ...ann, account: bareJid('eva@example.org'), connection: waiting }];
  icon.refresh();
  expect(menu()).toEqual([
    'Show Kith',
    '-',
    'Status',
    '  * Online',
    '  Away',
    '  Away for long',
    '  Do not disturb',
    '  Offline',
    'Pause notifications',
    '  For 1 hour',
    '  Until tomorrow morning',
    '-',
    'ann@example.org: Online',
    '  Go offline',
    '  -',
    '  Sign out',
    'eva@example.org: Not connected',
    '  Try now',
    '  Go offline',
    '  -',
    '  Sign out',
    '-',
    'Quit',
  ]);
  for (const label of ['Show Kith', 'Do not disturb', 'For 1 hour', 'Until tomorrow morning', 'Try now', 'Quit']) {
    choose(label);
  }
  expect(wishes).toEqual([
    'show',
    'presence ann@example.org+eva@example.org dnd',
    'pause hour',
    'pause morning',
    'try eva@example.org',
    'quit',
  ]);
});

test('a status that differs between accounts is marked for none; who is signed out has none', () => {
  const eva = { ...ann, account: bareJid('eva@example.org') };
  accounts = [ann, { ...eva, presence: { show: 'dnd', status: '' } }];
  icon.refresh();
  expect(menu().filter((line) => line.includes('*'))).toEqual([]);
  accounts = [ann, { ...eva, signedOut: true }];
  icon.refresh();
  expect(menu()).toContain('eva@example.org: Signed out');
  choose('Away');
  choose('Sign in…');
  expect(wishes).toEqual(['presence ann@example.org away', 'sign in eva@example.org']);
});

test('who is offline by choice can come back; a password that is missing is asked for in the window', () => {
  accounts = [{ ...ann, connection: { phase: 'offline' }, presence: { show: 'offline', status: '' } }];
  icon.refresh();
  choose('Go online');
  const fault = { kind: 'credentials', reason: 'missing' } as const;
  accounts = [{ ...ann, connection: { phase: 'stopped', fault } }];
  icon.refresh();
  expect(menu()).toContain('ann@example.org: Password needed');
  choose('Enter password');
  expect(wishes).toEqual(['presence ann@example.org online', 'sign in ann@example.org']);
});

test('a pause says until when, and can be ended', () => {
  accounts = [ann];
  quietUntil = new Date('2026-03-07T15:30:00').getTime();
  icon.refresh();
  expect(menu().find((line) => line.startsWith('Notifications paused until 3:30'))).toBeDefined();
  choose('Resume notifications');
  expect(wishes).toEqual(['resume']);
});

test.each([
  ['connected', [ann], false],
  ['one of two cut off', [ann, { ...ann, connection: waiting }], false],
  ['all cut off', [{ ...ann, connection: waiting }], true],
  ['connecting', [{ ...ann, connection: { phase: 'connecting', step: 'binding' } }], false],
  [
    'offline by choice',
    [{ ...ann, connection: { phase: 'offline' }, presence: { show: 'offline', status: '' } }],
    false,
  ],
  ['signed out', [{ ...ann, signedOut: true, connection: waiting }], false],
] satisfies readonly (readonly [string, readonly AccountInfo[], boolean])[])(
  'the icon of somebody %s: offline is %#',
  (_what, given, offline) => {
    accounts = given;
    icon.refresh();
    expect(icons.at(-1)?.offline).toBe(offline);
  },
);

test('a menu that says the same is left alone, for it may be open', () => {
  accounts = [ann];
  icon.refresh();
  accounts = [
    { ...ann, abilities: ['archive'] },
    { ...ann, account: bareJid('eva@example.org'), joining: true },
  ];
  icon.refresh();
  expect(icons).toHaveLength(1);
});

test('a panel that comes, or comes back, gets the icon', () => {
  hasTray = false;
  icon.refresh();
  expect(icons).toEqual([]);
  hasTray = true;
  available.tell(true);
  hasTray = false;
  available.tell(false);
  hasTray = true;
  available.tell(true);
  expect(icons).toHaveLength(2);
  clicks.tell();
  expect(wishes).toEqual(['click']);
});

test('what changes while Kith quits does not bring the icon back', () => {
  icon.update({ unread: 1, requests: 0 });
  icon.stop();
  icon.refresh();
  icon.update({ unread: 2, requests: 0 });
  available.tell(true);
  expect(icons.at(-1)).toBeUndefined();
  expect(icons).toHaveLength(2);
  expect(badges).toEqual([1, 0]);
});
