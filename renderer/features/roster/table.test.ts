import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bareJid } from '../../../app/jid.ts';
import type { RosterItem } from '../../../app/roster/item.ts';
import { KithDatabase } from '../../data/db.ts';
import { storeRoster } from './table.ts';

const account = bareJid('ann@example.org');
const other = bareJid('ann@work.example');
const item = (local: string, changes: Partial<RosterItem> = {}): RosterItem => ({
  jid: bareJid(`${local}@example.org`),
  groups: [],
  subscription: 'both',
  asking: false,
  approved: false,
  ...changes,
});

let db: KithDatabase;
beforeEach(() => {
  db = new KithDatabase(`test-${Math.random()}`);
});
afterEach(() => db.delete());

const jids = async (of = account) => (await db.contacts.where({ account: of }).toArray()).map(({ jid }) => jid);

describe('the stored roster', () => {
  it('is replaced by a whole one, with its version, and that of another account stays', async () => {
    await storeRoster(db, { type: 'roster/received', account: other, roster: { items: [item('eve')] } });
    await storeRoster(db, {
      type: 'roster/received',
      account,
      roster: { version: '1', items: [item('a'), item('b')] },
    });
    await storeRoster(db, { type: 'roster/received', account, roster: { items: [item('b')] } });
    expect(await jids()).toEqual(['b@example.org']);
    expect(await jids(other)).toEqual(['eve@example.org']);
    expect(await db.rosters.get(account)).toEqual({ account });
  });

  it('takes pushes, and their version where they have one', async () => {
    await storeRoster(db, { type: 'roster/received', account, roster: { version: '1', items: [item('a')] } });
    await storeRoster(db, { type: 'roster/pushed', account, item: item('a', { name: 'Al' }) });
    expect(await db.contacts.toArray()).toMatchObject([{ name: 'Al' }]);
    expect(await db.rosters.get(account)).toEqual({ account, version: '1' });
    await storeRoster(db, { type: 'roster/removed', account, version: '2', jid: item('a').jid });
    expect(await jids()).toEqual([]);
    expect(await db.rosters.get(account)).toEqual({ account, version: '2' });
  });
});

describe('a group that was made here', () => {
  it('is one like any other as soon as somebody is in it, and stays folded', async () => {
    const made = { account, name: 'Choir', folded: true, made: true };
    await db.groups.bulkPut([made, { ...made, name: 'Band' }]);
    await storeRoster(db, { type: 'roster/pushed', account, item: item('a', { groups: ['Choir', 'Work'] }) });
    expect(await db.groups.toArray()).toEqual([
      { ...made, name: 'Band' },
      { ...made, made: false },
    ]);
  });
});
