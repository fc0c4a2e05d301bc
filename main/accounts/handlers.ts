import type { Handlers } from '../bridge/serve.ts';
import type { Kith } from '../kith-parts.ts';
import { openRegistration, type Registration } from '../session/registration.ts';
import { webSocketUrl } from '../xmpp/websocket/host-meta.ts';

type Names = keyof Handlers & `account/${string}`;

interface Server {
  readonly domain: string;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly websocket?: string | undefined;
  readonly trust?: string | undefined;
}

export function accountHandlers({ accounts, surroundings }: Kith): Pick<Handlers, Names> {
  /** Each question on a connection of its own: a person takes longer over a form than servers wait. */
  async function withRegistration<T>(server: Server, use: (registration: Registration) => T | Promise<T>): Promise<T> {
    const { domain, host, port, websocket, trust } = server;
    const url = websocket === undefined ? undefined : webSocketUrl(websocket);
    const registration = await openRegistration({
      ...surroundings,
      domain,
      ...(host === undefined ? {} : { host }),
      ...(port === undefined ? {} : { port }),
      ...(url === undefined ? {} : { websocket: url }),
      ...(trust === undefined ? {} : { pinnedFingerprint: trust }),
      signal: AbortSignal.timeout(60_000),
    });
    try {
      return await use(registration);
    } finally {
      await registration.close();
    }
  }

  return {
    'account/sign-in': async (args) => ({ account: args.account, secret: await accounts.signIn(args) }),
    'account/resume': async ({ account, password }) => {
      await accounts.resume(account, password);
      return null;
    },
    'account/sign-out': async ({ account }) => {
      await accounts.signOut(account);
      return null;
    },
    'account/remove': async ({ account }) => {
      await accounts.remove(account);
      return null;
    },
    'account/reconnect': ({ account }) => {
      accounts.get(account).connection.retryNow();
      return null;
    },
    'account/trust': async ({ account, fingerprint }) => {
      await accounts.trust(account, fingerprint);
      return null;
    },
    'account/set-presence': async ({ account, show, status }) => {
      await accounts.setPresence(account, { show, status });
      return null;
    },
    'account/registration': (server) =>
      withRegistration(server, ({ form: { instructions, fields } }) => ({
        ...(instructions === undefined ? {} : { instructions }),
        fields,
      })),
    'account/register': async ({ fields, ...server }) => {
      await withRegistration(server, (registration) => registration.submit(fields));
      return null;
    },
  };
}
