import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import { bareJid } from '../../app/jid.ts';
import type { NoticeFacts } from '../../app/notices/facts.ts';
import { keptLog } from '../shell/testing/kept-log.ts';
import { cleanup, temporaryFolder } from '../shell/testing/surroundings.ts';
import { openKept } from './kept.ts';

const account = bareJid('ann@example.org');
const peer = bareJid('ben@example.org');
let file: string;
beforeEach(async () => {
  const clean = cleanup();
  file = join(await temporaryFolder(clean, 'kept'), 'notices.json');
  return clean.run;
});

it('keeps whom a token is about, and no words', async () => {
  const facts: NoticeFacts = { kind: 'request', account, peer, name: 'Ben', text: 'a secret' };
  (await openKept(file, keptLog())).keep([{ id: 'token', ...facts }]);
  await vi.waitFor(async () => {
    expect((await openKept(file, keptLog())).earlier).toEqual([{ id: 'token', kind: 'request', account, peer }]);
  });
  expect(await readFile(file, 'utf8')).not.toMatch(/secret|Ben"/);
});

it('begins with nothing where the file makes no sense', async () => {
  await writeFile(file, JSON.stringify([{ id: 'token', kind: 'message', account, peer: 'not an address@' }]));
  expect((await openKept(file, keptLog())).earlier).toEqual([]);
});
