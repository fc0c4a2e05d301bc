/** What the items of the tray's menu do. */
import type { LiveEvent } from '../../app/contract/contract.ts';
import { quietEnd } from '../../app/notices/quiet.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Clock } from '../clock.ts';
import { type Log, reasonOf } from '../log.ts';
import type { Shell } from '../shell/shell.ts';
import type { Quiet } from './quiet.ts';
import type { TrayActions } from './tray-menu.ts';

export interface TrayActionParts {
  readonly shell: Pick<Shell, 'window' | 'quit'>;
  readonly accounts: Pick<Accounts, 'find' | 'setPresence' | 'signOut'>;
  readonly quiet: Pick<Quiet, 'set'>;
  readonly clock: Clock;
  readonly live: (event: LiveEvent) => void;
  readonly log: Log;
}

export function trayActions({ shell, accounts, quiet, clock, live, log }: TrayActionParts): TrayActions {
  const kept = (promise: Promise<unknown>) => {
    promise.catch((error: unknown) => log.warn('accounts not kept', { reason: reasonOf(error) }));
  };
  return {
    show: () => shell.window.focus(),
    setPresence(meant, show) {
      for (const account of meant) {
        // The words to it stay.
        const status = accounts.find(account)?.info().presence.status;
        if (status !== undefined) kept(accounts.setPresence(account, { show, status }));
      }
    },
    tryNow: (account) => accounts.find(account)?.connection.retryNow(),
    signIn(account) {
      shell.window.focus();
      live({ type: 'desktop/sign-in', account });
    },
    signOut(account) {
      if (accounts.find(account) !== undefined) kept(accounts.signOut(account));
    },
    pause: (choice) => quiet.set(quietEnd(choice, clock.now())),
    resume: () => quiet.set(undefined),
    quit: () => shell.quit(),
  };
}
