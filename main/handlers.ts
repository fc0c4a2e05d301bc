/** What each command of the contract does; the contract's slices in their order. */
import { FaultError } from '../app/fault.ts';
import type { Counted } from '../app/notices/facts.ts';
import { heardTotals } from '../app/notices/strangers.ts';
import { accountHandlers } from './accounts/handlers.ts';
import { isXmppLink } from './arguments.ts';
import type { Handlers } from './bridge/serve.ts';
import { diagnosticsHandlers } from './diagnostics/diagnostics-handlers.ts';
import type { Kith } from './kith-parts.ts';
import { networkHandlers } from './network/network-handlers.ts';
import { chatHandlers } from './session/chat-handlers.ts';
import { requestHandlers } from './session/request-handlers.ts';
import { rosterHandlers } from './session/roster-handlers.ts';
import { storageHandlers } from './storage/storage-handlers.ts';
import { updateHandlers } from './updates/update-handlers.ts';

export function createHandlers(kith: Kith): Handlers {
  const { accounts, shell, settings, delivery, storeRetry } = kith;
  let counted: Counted | undefined;

  function count(totals: Counted | undefined): void {
    counted = totals;
    if (totals === undefined) return;
    const heard = heardTotals(totals, settings.current().strangers);
    kith.tray.update(heard);
    kith.attract.update(heard);
  }

  return {
    ...accountHandlers(kith),
    ...rosterHandlers(kith),
    ...requestHandlers(kith),
    ...chatHandlers(kith),
    ...storageHandlers(kith),
    ...diagnosticsHandlers(kith),
    ...updateHandlers(kith.updates),
    ...networkHandlers(kith),

    'avatars/fetch': async ({ account, jid, hash }) => {
      const { features, session } = accounts.get(account);
      return (await features.avatars.fetch(session(), jid, hash)) ?? null;
    },
    'avatars/publish': async ({ account, picture }) => {
      const { features, session } = accounts.get(account);
      await features.avatars.publish(session(), picture);
      return null;
    },

    'settings/set': async (changes) => {
      await settings.change(changes);
      if (changes.strangers !== undefined) count(counted);
      // What the presence says, and what is disclosed with it.
      if (changes.sendLastSeen !== undefined) for (const { features } of accounts.all()) features.presence.announce();
      return null;
    },

    'desktop/open-link': async ({ url }) => {
      // Pressed in a message it takes the same way as one from another program.
      if (isXmppLink(url)) {
        if (kith.links.add([url])) return null;
        throw new FaultError({ kind: 'unsupported', what: 'link' });
      }
      const answer = await shell.links.open(url);
      if (answer !== 'opened') throw new FaultError({ kind: 'unsupported', what: 'link' });
      return null;
    },
    'desktop/login-item': () => shell.loginItem.read(),
    'desktop/set-login-item': async ({ on }) => {
      if ((await shell.loginItem.set(on)) !== 'done') throw new FaultError({ kind: 'unsupported', what: 'login-item' });
      return null;
    },
    'desktop/take-link': () => kith.links.next() ?? null,
    'desktop/recent-chats': ({ chats }) => {
      kith.recentChats.update(chats);
      return null;
    },
    'desktop/in-view': ({ conversation }) => {
      kith.inView = conversation ?? undefined;
      if (conversation !== null) kith.notices.seen(conversation);
      return null;
    },

    'desktop/online': () => {
      for (const account of accounts.all()) account.connection.networkChanged();
      return null;
    },

    'notices/health': () => kith.showing.health(),
    'notices/take-answer': () => kith.answers.next() ?? null,
    'notices/test': async () => {
      await kith.trial.show();
      return kith.showing.health();
    },

    'sync/hello': () => kith.hello(),
    'sync/stored': ({ upTo, notices, totals }) => {
      storeRetry.stored();
      delivery.stored(upTo);
      kith.notices.stored(notices);
      count(totals);
      return null;
    },
    'sync/totals': ({ totals, read }) => {
      kith.notices.read(read);
      count(totals);
      return null;
    },
    'sync/cache': (cache) => {
      accounts.find(cache.account)?.cacheAnswered(cache);
      return null;
    },
    'sync/store-failed': ({ problem }) => {
      kith.log.warn('the page could not store', { problem });
      storeRetry.failed();
      return null;
    },
  };
}
