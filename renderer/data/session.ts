/** The stream-management session of each account (XEP-0198), as far as what it brought is stored. */
import type { KeptSession, SyncDurable } from '../../app/contract/sync.ts';
import type { BareJid } from '../../app/jid.ts';
import type { KithDatabase } from './db.ts';

export interface SessionRow {
  readonly account: BareJid;
  readonly session: KeptSession;
}

/** Runs inside the writer's transaction. */
export async function storeSession(db: KithDatabase, event: SyncDurable): Promise<void> {
  const { account } = event;
  if (event.type === 'session/began') await db.sessions.put({ account, session: event.session });
  else if (event.type === 'session/counted') await storeCount(db, account, event.h);
  else await db.sessions.delete(account);
}

/** What was counted is stored in this transaction; nothing where no session is kept. */
export async function storeCount(db: KithDatabase, account: BareJid, h: number): Promise<void> {
  await db.sessions.update(account, { 'session.h': h });
}
