/** What the database is like, without what is in it. */
import type { StoredAccount, StoredFacts } from '../../../app/diagnostics/report.ts';
import type { BareJid } from '../../../app/jid.ts';
import type { KithDatabase } from '../../data/db.ts';
import { countRows, readUsage } from '../storage/usage.ts';

export async function readStoredFacts(
  db: KithDatabase,
  storage: StorageManager,
  accounts: readonly BareJid[],
): Promise<StoredFacts> {
  const { used, quota, persisted } = await readUsage(storage);
  return {
    rows: await countRows(db),
    ...(used === undefined ? {} : { used }),
    ...(quota === undefined ? {} : { quota }),
    persisted,
    accounts: await Promise.all(accounts.map((account) => readAccount(db, account))),
  };
}

async function readAccount(db: KithDatabase, account: BareJid): Promise<StoredAccount> {
  const [archive, gap, conversations] = await Promise.all([
    db.archives.get(account),
    db.gaps.get(account),
    db.conversations.where({ account }).toArray(),
  ]);
  const counts = await Promise.all(
    conversations.map(({ peer }) =>
      db.entries
        .where('[account+peer+order]')
        .between([account, peer, Number.NEGATIVE_INFINITY], [account, peer, Number.POSITIVE_INFINITY])
        .count(),
    ),
  );
  return {
    account,
    ...(archive?.position === undefined ? {} : { position: archive.position }),
    gap: gap !== undefined,
    refilling: archive?.refill !== undefined,
    conversations: conversations.map(({ complete }, n) => ({ entries: counts[n] ?? 0, complete })),
  };
}
