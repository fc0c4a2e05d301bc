import type { TriedWay } from '../../app/contract/network.ts';
import { failed, faultOf, ok } from '../../app/fault.ts';
import { domainOf } from '../../app/jid.ts';
import type { Account } from '../accounts/account.ts';
import type { Handlers } from '../bridge/serve.ts';
import type { Kith } from '../kith-parts.ts';
import { reachServer } from '../session/reach-server.ts';
import type { ProxyServer } from '../xmpp/transport/proxy.ts';
import { secureContextFor } from '../xmpp/transport/trust.ts';
import { directWay, wayThrough } from '../xmpp/transport/way.ts';

/** ms; a person waits, and knows enough by then. */
const PATIENCE = 40_000;

export function networkHandlers(kith: Kith): Pick<Handlers, keyof Handlers & `network/${string}`> {
  const { accounts, proxies, surroundings } = kith;

  async function tried(account: Account, proxy: ProxyServer | undefined): Promise<TriedWay> {
    const { host, port, pinnedFingerprint, websocket } = account.server();
    try {
      const { stream, transport } = await reachServer({
        ...surroundings,
        domain: domainOf(account.account),
        manual: { ...(host === undefined ? {} : { host }), ...(port === undefined ? {} : { port }) },
        pinned: pinnedFingerprint,
        websocket,
        way: proxy === undefined ? directWay : wayThrough(proxy, surroundings),
        context: secureContextFor(surroundings.extraCas),
        step: () => {},
        signal: AbortSignal.timeout(PATIENCE),
      });
      await stream.close();
      return { account: account.account, outcome: ok(transport) };
    } catch (error) {
      const tooLate = error instanceof DOMException && error.name === 'TimeoutError';
      return { account: account.account, outcome: failed(tooLate ? { kind: 'timeout' } : faultOf(error)) };
    }
  }

  return {
    'network/set-proxy': async ({ proxy, password }) => {
      const keep = await proxies.set(proxy, password);
      for (const { connection } of accounts.all()) connection.wayChanged();
      return keep;
    },
    'network/try-proxy': async ({ proxy, password }) => {
      const server = await proxies.given(proxy, password);
      return Promise.all(accounts.all().map((account) => tried(account, server)));
    },
  };
}
