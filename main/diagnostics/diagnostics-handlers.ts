/** Gathers the facts when somebody asks; nothing is measured or counted for it in between. */
import { xml } from '@xmpp/xml';
import type { AccountFacts } from '../../app/contract/diagnostics.ts';
import { FaultError } from '../../app/fault.ts';
import { domainOf } from '../../app/jid.ts';
import type { Account } from '../accounts/account.ts';
import type { Handlers } from '../bridge/serve.ts';
import type { Kith } from '../kith-parts.ts';

const PING = 'urn:xmpp:ping';
/** ms */
const PATIENCE = 10_000;

export function diagnosticsHandlers(kith: Kith): Pick<Handlers, keyof Handlers & `diagnostics/${string}`> {
  const { shell, accounts, delivery, version } = kith;
  return {
    'diagnostics/facts': async () => {
      const [capabilities, keychain] = await Promise.all([shell.notifications.capabilities(), shell.secrets.backend()]);
      const { electron, node } = process.versions;
      return {
        versions: {
          kith: version,
          shell: shell.name,
          ...(electron === undefined ? {} : { electron }),
          node,
          platform: `${process.platform} ${process.arch}`,
        },
        desktop: {
          tray: shell.tray.available(),
          notifications: (['shown', 'actions', 'reply'] as const).filter((name) => capabilities[name]),
          ...(keychain === undefined ? {} : { keychain }),
        },
        unstored: delivery.waiting(),
        paused: delivery.paused(),
        accounts: accounts.all().map(factsOf),
      };
    },
    'diagnostics/ping': async ({ account }) => {
      const session = accounts.get(account).session();
      const began = performance.now();
      const ping = xml('iq', { type: 'get', to: domainOf(account) }, xml('ping', { xmlns: PING }));
      await session.request(ping, { timeout: PATIENCE }).catch((error: unknown) => {
        // XEP-0199 section 4.2: an error is an answer, too.
        if (!(error instanceof FaultError) || error.fault.kind !== 'refused') throw error;
      });
      return { ms: Math.round(performance.now() - began) };
    },
  };
}

function factsOf({ account, connection, features, attempts }: Account): AccountFacts {
  const { link, stream } = connection.facts();
  return {
    account,
    connection: connection.state(),
    attempts: attempts(),
    ...(link === undefined ? {} : { link }),
    ...(stream === undefined ? {} : { stream }),
    outbox: features.outbox.waiting(),
  };
}
