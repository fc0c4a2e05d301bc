/** The database: the slices' tables in one place, and every version that was ever released, in one list. */
import Dexie, { type EntityTable, type Table } from 'dexie';
import { type BareJid, localOf } from '../../app/jid.ts';
import { type AvatarRow, avatarSchema, forgetAvatars, type PictureRow } from '../features/avatars/table.ts';
import {
  type ArchiveRow,
  type ConversationRow,
  chatSchema,
  type EntryRow,
  type GapRow,
} from '../features/chat/table.ts';
import { type AnswerRow, type RequestRow, requestSchema } from '../features/requests/table.ts';
import { type ContactRow, type GroupRow, type RosterRow, rosterSchema } from '../features/roster/table.ts';
import type { SessionRow } from './session.ts';

type AccountAndJid = [account: BareJid, jid: BareJid];

/** The newest durable event of a run of main that is stored: what comes again after a reload is known by it. */
export interface DeliveryRow {
  readonly run: string;
  readonly upTo: number;
  /** Epoch ms, to forget old runs by. */
  readonly at: number;
}

export class KithDatabase extends Dexie {
  declare readonly contacts: Table<ContactRow, AccountAndJid>;
  declare readonly rosters: EntityTable<RosterRow, 'account'>;
  declare readonly groups: Table<GroupRow, [account: BareJid, name: string]>;
  declare readonly requests: Table<RequestRow, AccountAndJid>;
  declare readonly answers: Table<AnswerRow, AccountAndJid>;
  declare readonly conversations: Table<ConversationRow, AccountAndJid>;
  declare readonly entries: Table<EntryRow, number>;
  declare readonly archives: EntityTable<ArchiveRow, 'account'>;
  declare readonly avatars: Table<AvatarRow, AccountAndJid>;
  declare readonly pictures: EntityTable<PictureRow, 'hash'>;
  declare readonly sessions: EntityTable<SessionRow, 'account'>;
  declare readonly gaps: EntityTable<GapRow, 'account'>;
  declare readonly deliveries: EntityTable<DeliveryRow, 'run'>;

  /** `autoOpen`: whether its first use opens it; the page looks at it first (opening.ts). */
  constructor(name = 'kith', { autoOpen = true }: { readonly autoOpen?: boolean } = {}) {
    // Strict: a transaction is reported as committed when it is on disk. What is acknowledged to the server stays.
    super(name, { chromeTransactionDurability: 'strict', autoOpen });
    this.version(1).stores({
      ...rosterSchema,
      ...requestSchema,
      requests: `${requestSchema.requests}, at`,
      ...chatSchema,
      ...avatarSchema,
      sessions: 'account',
      deliveries: 'run',
    });
    this.version(2).stores({ conversations: `${chatSchema.conversations}, mutedUntil` });
    this.version(3).stores(requestSchema);
  }

  /** The name to show for an address: the one the person gave, else the part before the @. */
  async nameOf(account: BareJid, jid: BareJid): Promise<string> {
    const [name = jid] = await this.namesOf(account, [jid]);
    return name;
  }

  async namesOf(account: BareJid, jids: readonly BareJid[]): Promise<string[]> {
    const contacts = await this.contacts.bulkGet(jids.map((jid): AccountAndJid => [account, jid]));
    return jids.map((jid, index) => contacts[index]?.name || localOf(jid) || jid);
  }

  /** Removes everything of one account from this device. */
  async forget(account: BareJid): Promise<void> {
    await this.transaction('rw', this.tables, async () => {
      for (const table of [this.contacts, this.groups, this.requests, this.answers, this.conversations]) {
        await table.where('account').equals(account).delete();
      }
      await forgetAvatars(this, account);
      await this.rosters.delete(account);
      await this.archives.delete(account);
      await this.sessions.delete(account);
      await this.gaps.delete(account);
      await this.entries.where('[account+peer+order]').between([account], [account, Dexie.maxKey]).delete();
    });
  }
}
