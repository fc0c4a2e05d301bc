/** The roster as it is stored: one row a contact, the version beside them, and what the person did with the groups. */
import type { RosterDurable } from '../../../app/contract/roster.ts';
import type { BareJid } from '../../../app/jid.ts';
import type { RosterItem } from '../../../app/roster/item.ts';
import type { KithDatabase } from '../../data/db.ts';

export interface ContactRow extends RosterItem {
  readonly account: BareJid;
}

export interface RosterRow {
  readonly account: BareJid;
  readonly version?: string;
}

/** What is kept of a group beside its contacts: that it is folded, and that it was made here and may be empty. */
export interface GroupRow {
  readonly account: BareJid;
  /** Empty: the contacts in no group. */
  readonly name: string;
  readonly folded: boolean;
  readonly made: boolean;
}

export const rosterSchema = {
  contacts: '[account+jid], account',
  rosters: 'account',
  groups: '[account+name], account',
};

/** Inside the writer's transaction. */
export async function storeRoster(db: KithDatabase, event: RosterDurable): Promise<void> {
  const { account } = event;
  switch (event.type) {
    case 'roster/received':
      await db.contacts.where({ account }).delete();
      await db.contacts.bulkPut(event.roster.items.map((item) => ({ ...item, account })));
      await db.rosters.put({
        account,
        ...(event.roster.version === undefined ? {} : { version: event.roster.version }),
      });
      return;
    case 'roster/pushed':
      await db.contacts.put({ ...event.item, account });
      await settleGroups(db, account, event.item.groups);
      break;
    case 'roster/removed':
      await db.contacts.delete([account, event.jid]);
      break;
  }
  if (event.version !== undefined) await db.rosters.put({ account, version: event.version });
}

/** A group that was made here is a group like any other as soon as somebody is in it, and goes with its last contact. */
async function settleGroups(db: KithDatabase, account: BareJid, names: readonly string[]): Promise<void> {
  const states = await db.groups.bulkGet(names.map((name): [BareJid, string] => [account, name]));
  const settled = states.flatMap((state) => (state?.made ? [{ ...state, made: false }] : []));
  if (settled.length > 0) await db.groups.bulkPut(settled);
}
