/**
 * What stands on the desktop when Kith ends, where it stays there: by its token it is known again at the next start, so
 * that a press leads to the right place, and what was read meanwhile is taken away. No words, only whom it is about.
 */
import * as v from 'valibot';
import { type BareJid, bareOf } from '../../app/jid.ts';
import type { ToldFacts } from '../../app/notices/facts.ts';
import { jsonFile } from '../json-file.ts';
import { type Log, reasonOf } from '../log.ts';

/** What a notification is about. */
export type About = Pick<ToldFacts, 'kind' | 'account' | 'peer'>;
export interface KeptNotice extends About {
  readonly id: string;
}

export interface Kept {
  /** From before this run. */
  readonly earlier: readonly KeptNotice[];
  /** In place of what was kept until now. */
  keep(shown: readonly KeptNotice[]): void;
}

/** For a system that takes all of them away when Kith ends. */
export const nothingKept: Kept = { earlier: [], keep: () => undefined };

/** The newest are enough: nobody looks through more. */
const MOST = 100;

const jid = v.custom<BareJid>((value) => typeof value === 'string' && bareOf(value) === value);
const schema = v.array(
  v.object({
    id: v.string(),
    kind: v.picklist(['message', 'reaction', 'request', 'accepted', 'declined']),
    account: jid,
    peer: jid,
  }),
);

export async function openKept(path: string, log: Log): Promise<Kept> {
  const file = jsonFile(path, schema, [], log);
  return {
    earlier: await file.read(),
    keep(shown) {
      const newest = shown.slice(-MOST).map(({ id, kind, account, peer }) => ({ id, kind, account, peer }));
      file.write(newest).catch((error: unknown) => log.warn('notifications not kept', { reason: reasonOf(error) }));
    },
  };
}
