/** What main asks for before an account signs in: its roster, how far its archive is stored, what waits to be sent, the session. */
import type { OutgoingEntry } from '../../app/chat/entry.ts';
import { type AccountCache, emptyCache } from '../../app/contract/sync.ts';
import type { BareJid } from '../../app/jid.ts';
import { isWrittenRow } from '../features/chat/known-entries.ts';
import { outgoingOf } from '../features/chat/outgoing-rows.ts';
import type { EntryRow, GapRow } from '../features/chat/table.ts';
import type { KithDatabase } from './db.ts';

export function readCache(db: KithDatabase, account: BareJid): Promise<AccountCache> {
  const { archives, gaps, sessions } = db;
  const own = [archives, gaps, sessions];
  return db.transaction('r', [...own, db.contacts, db.rosters, db.requests, db.conversations, db.entries], async () => {
    const [contacts, roster, requests, archive, gap, session, queued] = await Promise.all([
      db.contacts.where({ account }).toArray(),
      db.rosters.get(account),
      db.requests.where({ account }).toArray(),
      archives.get(account),
      gaps.get(account),
      sessions.get(account),
      db.entries.where('[account+outbox]').equals([account, 'queued']).sortBy('order'),
    ]);
    return {
      ...emptyCache(account),
      ...(session === undefined ? {} : { session: session.session }),
      items: contacts.map(({ account: _, ...item }) => item),
      ...(roster?.version === undefined ? {} : { rosterVersion: roster.version }),
      requests: requests.map((request) => request.from),
      ...(archive?.position === undefined ? {} : { archivePosition: archive.position }),
      ...(gap === undefined ? {} : { archiveGap: gapOf(gap) }),
      ...(archive?.time === undefined ? {} : { archiveTime: archive.time }),
      ...(archive?.refill === undefined ? {} : { refill: archive.refill }),
      outbox: await outboxOf(db, account, queued),
    };
  });
}

function gapOf({ first, last, since }: GapRow): NonNullable<AccountCache['archiveGap']> {
  return { first, last, ...(since === undefined ? {} : { since }) };
}

/** What was queued in a conversation before it was deleted does not go any more. */
async function outboxOf(db: KithDatabase, account: BareJid, queued: readonly EntryRow[]): Promise<OutgoingEntry[]> {
  const peers = [...new Set(queued.map((row) => row.peer))];
  const rows = await db.conversations.bulkGet(peers.map((peer): [BareJid, BareJid] => [account, peer]));
  const cleared = new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.peer, row.clearedOrder]])));
  return queued.flatMap((row) =>
    isWrittenRow(row) && row.order > (cleared.get(row.peer) ?? 0) ? (outgoingOf(row) ?? []) : [],
  );
}
