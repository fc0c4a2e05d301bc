/** A folder in which Kith has been signed in before: contacts and conversations are stored, the password is kept. */
import { expect } from '@playwright/test';
import { temporaryFolder } from '../server/process.ts';
import type { ProsodyServer } from '../server/prosody.ts';
import { startSignedIn } from './signed-in.ts';

const CONVERSATIONS = 30;
const GROUPS = 20;
/** So many see each other's presence. The server asks for each one's before it says anything else: not our time. */
const FRIENDS = 500;
const DAY = 86_400_000;

/** The folder's path. */
export async function warmFolder(server: ProsodyServer, contacts: number): Promise<string> {
  const user = `ann-${contacts}`;
  const account = await server.addUser(user, 'secret');
  const friends = Array.from({ length: contacts }, (_, n) => ({
    jid: `friend-${contacts}-${n}@${server.domain}`,
    name: `Friend ${n}`,
    groups: [`Group ${n % GROUPS}`],
    subscription: n < FRIENDS ? ('both' as const) : ('none' as const),
  }));
  await server.seedFriends(user, friends.slice(0, FRIENDS));
  await server.seedRoster(user, friends);
  const conversations = friends.slice(0, CONVERSATIONS);
  const began = Date.now() - DAY;
  await server.seedArchive(
    user,
    conversations.map(({ jid }, n) => ({
      with: jid,
      from: jid,
      to: account,
      body: `Hello ${n}`,
      at: began + n * 1000,
    })),
  );
  const dataDir = temporaryFolder('bench-data');
  const app = await startSignedIn({ server, user, password: 'secret' }, { dataDir, keep: 'file' });
  try {
    await expect.poll(async () => (await app.rows('contacts')).length, { timeout: 60_000 }).toBe(contacts);
    await expect.poll(async () => (await app.rows('entries')).length).toBe(conversations.length);
  } finally {
    await app.dispose();
  }
  return dataDir;
}
