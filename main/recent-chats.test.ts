import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Route } from '../app/contract/settings.ts';
import { bareJid } from '../app/jid.ts';
import { createRecentChats, type NamedChat } from './recent-chats.ts';
import { listeners } from './shell/listeners.ts';
import type { RecentChat } from './shell/shell.ts';
import { keptLog } from './shell/testing/kept-log.ts';
import { type Cleanup, cleanup, temporaryFolder } from './shell/testing/surroundings.ts';

const account = bareJid('ann@example.org');
const ben: NamedChat = { account, peer: bareJid('ben@example.org'), name: 'Ben' };
const mina: NamedChat = { account, peer: bareJid('mina@example.org'), name: 'Mina Park' };

let clean: Cleanup;
let dataDir: string;
let lists: (readonly RecentChat[])[];
let opened: Route[];
let wanted: boolean;
let available: boolean;
let tokens: number;

beforeEach(async () => {
  clean = cleanup();
  dataDir = await temporaryFolder(clean, 'recent');
  lists = [];
  opened = [];
  wanted = true;
  available = true;
  tokens = 0;
});
afterEach(() => clean.run());

async function start() {
  const choices = listeners<string>();
  const chats = await createRecentChats({
    recents: {
      available: () => available,
      set(list) {
        lists.push(list);
        return 'done';
      },
      onChoose: choices.add,
    },
    dataDir,
    wanted: () => wanted,
    title: () => 'Recent chats',
    newToken: () => {
      tokens += 1;
      return `token-${tokens}`;
    },
    onOpen: (route) => opened.push(route),
    log: keptLog(),
  });
  return { chats, choices };
}

const kept = () => readFile(join(dataDir, 'recent-chats.json'), 'utf8').catch(() => undefined);
const toBen: Route = { to: 'conversation', account, peer: ben.peer };

test('the system is given names and tokens, and no address', async () => {
  const { chats, choices } = await start();
  chats.update([ben, mina]);
  expect(JSON.stringify(lists)).not.toContain('@');
  expect(lists).toEqual([
    [
      { token: 'token-1', name: 'Ben' },
      { token: 'token-2', name: 'Mina Park' },
    ],
  ]);
  choices.tell('token-1');
  choices.tell('token-9');
  expect(opened).toEqual([toBen]);
});

test('a chat keeps its token, also over a restart, and is found by it before the page has told', async () => {
  const first = await start();
  first.chats.update([ben]);
  first.chats.update([ben]);
  first.chats.update([mina, ben]);
  expect(lists.map((list) => list.map(({ token }) => token))).toEqual([['token-1'], ['token-2', 'token-1']]);
  await expect.poll(kept).toContain('token-2');
  const second = await start();
  second.chats.open('token-1');
  expect(opened).toEqual([toBen]);
  second.chats.update([ben]);
  expect(lists.at(-1)).toEqual([{ token: 'token-1', name: 'Ben' }]);
});

test('switched off, the list is empty and nothing is kept', async () => {
  const { chats } = await start();
  chats.update([ben]);
  wanted = false;
  chats.refresh();
  expect(lists.at(-1)).toEqual([]);
  await expect.poll(kept).toBe('[]\n');
  chats.open('token-1');
  expect(opened).toEqual([]);
});

test('where there is no such menu nothing is told and nothing is kept', async () => {
  available = false;
  const { chats } = await start();
  chats.update([ben]);
  expect([lists, tokens, await kept()]).toEqual([[], 0, undefined]);
});
