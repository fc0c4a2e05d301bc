import type { Element } from '@xmpp/xml';
import type { ChangeFailure } from '../../app/contract/roster.ts';
import { faultOf } from '../../app/fault.ts';
import type { BareJid } from '../../app/jid.ts';
import type { Handlers } from '../bridge/serve.ts';
import type { Kith } from '../kith-parts.ts';
import { writeRemove, writeSet } from '../xmpp/roster.ts';

/** Roster sets under way at once: a group of hundreds is renamed in seconds, and the server is not flooded. */
const AT_ONCE = 8;

export function rosterHandlers({ accounts, live }: Kith): Pick<Handlers, keyof Handlers & `roster/${string}`> {
  /** Sends each on its own, tells how far it is, and gives what was refused. */
  async function requestAll(
    account: BareJid,
    changes: readonly { readonly jid: BareJid; readonly iq: Element }[],
  ): Promise<{ failures: ChangeFailure[] }> {
    const session = accounts.get(account).session();
    const failures: ChangeFailure[] = [];
    const queue = changes.values();
    let done = 0;
    async function work(): Promise<void> {
      for (const { jid, iq } of queue) {
        await session.request(iq).catch((error: unknown) => failures.push({ jid, fault: faultOf(error) }));
        done += 1;
        if (changes.length > 1) live({ type: 'roster/progress', account, done, total: changes.length });
      }
    }
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, changes.length) }, work));
    return { failures };
  }

  return {
    'roster/set': ({ account, items }) =>
      requestAll(
        account,
        items.map(({ jid, name, groups }) => ({ jid, iq: writeSet(jid, name, groups) })),
      ),
    'roster/remove': ({ account, jids }) =>
      requestAll(
        account,
        jids.map((jid) => ({ jid, iq: writeRemove(jid) })),
      ),
  };
}
