import { randomUUID } from 'node:crypto';
import { FaultError } from '../../app/fault.ts';
import type { Handlers } from '../bridge/serve.ts';
import type { Kith } from '../kith-parts.ts';
import { MAM } from '../xmpp/archive.ts';
import { writeChatState, writeDisplayed } from '../xmpp/message.ts';

/** Messages in one page when the person scrolls up. */
const PAGE = 50;

export function chatHandlers({ accounts, settings }: Kith): Pick<Handlers, keyof Handlers & `chat/${string}`> {
  return {
    'chat/send': (message) => {
      accounts.get(message.account).features.outbox.send(message);
      return null;
    },
    'chat/recall': ({ account, originId }) => accounts.get(account).features.outbox.recall(originId),
    'chat/typing': ({ account, peer, state }) => {
      const session = accounts.get(account).connection.current();
      if (settings.current().sendTyping) session?.send(writeChatState(peer, randomUUID(), state));
      return null;
    },
    'chat/displayed': async ({ account, peer, archiveId, stanzaId }) => {
      const { connection, features } = accounts.get(account);
      // Before that it may not be known who stands in the roster.
      const isOnline = connection.state().phase === 'online';
      // A marker tells a stranger that this account is read, and when.
      const wanted = settings.current().sendMarkers && features.roster.item(peer) !== undefined;
      if (isOnline && wanted && stanzaId !== undefined) {
        connection.current()?.send(writeDisplayed(peer, randomUUID(), stanzaId));
      }
      const devices = archiveId === undefined || (await features.readSync.displayed({ peer, archiveId }));
      return { devices, author: stanzaId === undefined || isOnline };
    },
    'chat/fill': ({ account }) => {
      accounts.get(account).features.catchUp.fillNow();
      return null;
    },
    'chat/page': async ({ account, peer, before }) => {
      const { features, session } = accounts.get(account);
      if (!features.disco.has(MAM)) throw new FaultError({ kind: 'unsupported', what: 'archive' });
      const page = await features.archive.page(session(), { max: PAGE, before: before ?? '', with: peer });
      // What came meanwhile is no history: it is taken in first, as news.
      await features.messages.flowing();
      await features.messages.store(page.messages, 'backfill');
      return { ...(page.first === undefined ? {} : { first: page.first }), complete: page.complete };
    },
  };
}
