import type { Handlers } from '../bridge/serve.ts';
import type { Kith } from '../kith-parts.ts';

type Names = keyof Handlers & `account/${string}`;

export function accountHandlers({ accounts, registration }: Kith): Pick<Handlers, Names> {
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
    'account/registration': (args) => registration.form(args),
    'account/register': async ({ fields, ...server }) => {
      await registration.register(server, fields);
      return null;
    },
  };
}
