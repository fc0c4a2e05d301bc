import { FaultError } from '../../app/fault.ts';
import type { BareJid } from '../../app/jid.ts';
import { sees } from '../../app/roster/item.ts';
import type { Handlers } from '../bridge/serve.ts';
import type { Kith } from '../kith-parts.ts';
import { writeSet } from '../xmpp/roster.ts';

type Names = keyof Handlers & (`requests/${string}` | `blocking/${string}`);

export function requestHandlers({ accounts }: Kith): Pick<Handlers, Names> {
  function of(account: BareJid) {
    const found = accounts.get(account);
    return { session: found.session(), ...found.features };
  }

  return {
    'requests/ask': async ({ account, jid, name, groups, note }) => {
      if (jid === account) throw new FaultError({ kind: 'refused', condition: 'not-allowed' });
      const { session, roster, subscription } = of(account);
      await session.request(writeSet(jid, name, groups));
      const item = roster.item(jid);
      if (item === undefined || !sees(item)) subscription.ask(session, jid, note);
      return null;
    },
    'requests/accept': async ({ account, jid, ...answer }) => {
      const { session, subscription } = of(account);
      return { effect: await subscription.accept(session, jid, answer) };
    },
    'requests/decline': async ({ account, jid, block }) => {
      const { session, subscription, blocking } = of(account);
      subscription.decline(session, jid);
      if (block) await blocking.block(session, jid);
      return null;
    },
    'requests/cancel': ({ account, jid }) => {
      const { session, subscription } = of(account);
      subscription.cancel(session, jid);
      return null;
    },
    'requests/ask-again': ({ account, jid }) => {
      const { session, subscription } = of(account);
      subscription.ask(session, jid, '');
      return null;
    },
    'requests/stop-seeing': ({ account, jid }) => {
      const { session, subscription } = of(account);
      subscription.stopSeeing(session, jid);
      return null;
    },
    'requests/stop-being-seen': ({ account, jid }) => {
      const { session, subscription } = of(account);
      subscription.stopBeingSeen(session, jid);
      return null;
    },
    'blocking/block': async ({ account, jid }) => {
      const { session, blocking } = of(account);
      await blocking.block(session, jid);
      return null;
    },
    'blocking/unblock': async ({ account, jid }) => {
      const { session, blocking } = of(account);
      await blocking.unblock(session, jid);
      return null;
    },
  };
}
