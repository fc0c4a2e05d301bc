/** The connection in the few words that fit beside the own status, and what to do about it. */
import type { AccountInfo } from '../../../app/contract/account.ts';
import type { Fault } from '../../../app/fault.ts';
import type { MessageKey } from '../../../app/i18n/translator.ts';

export type ConnectionAction = 'try-now' | 'enter-password' | 'sign-in' | 'details';

export interface ConnectionWords {
  readonly key: MessageKey;
  /** Whole seconds to the next try. */
  readonly seconds?: number;
  readonly action?: ConnectionAction;
  readonly fault?: Fault;
}

/** Nothing while it is connected, or offline because the person wants it so. */
export function connectionWords(info: AccountInfo, now: number): ConnectionWords | undefined {
  if (info.signedOut) return { key: 'account.connection.signedOut', action: 'sign-in' };
  const { connection } = info;
  switch (connection.phase) {
    case 'connecting':
      return { key: 'account.connection.connecting' };
    case 'catching-up':
      return { key: 'account.connection.catchingUp' };
    case 'waiting': {
      const seconds = Math.max(0, Math.ceil((connection.nextAttempt - now) / 1000));
      return { key: 'account.connection.waiting', seconds, action: 'try-now', fault: connection.fault };
    }
    case 'stopped':
      return stoppedWords(connection.fault);
    default:
      return undefined;
  }
}

function stoppedWords(fault: Fault): ConnectionWords {
  switch (fault.kind) {
    case 'credentials':
      if (fault.reason === 'disabled') return { key: 'account.connection.disabled', action: 'details', fault };
      if (fault.reason === 'missing') {
        return { key: 'account.connection.passwordMissing', action: 'enter-password', fault };
      }
      return { key: 'account.connection.password', action: 'enter-password', fault };
    case 'certificate':
    case 'no-tls':
    case 'server-not-proven':
    case 'downgraded':
      return { key: 'account.connection.notSecure', action: 'details', fault };
    case 'replaced':
      return { key: 'account.connection.replaced', action: 'try-now', fault };
    default:
      return { key: 'account.connection.stopped', action: 'details', fault };
  }
}

/** The account whose connection needs the most attention stands for all. */
export function mostInNeed(accounts: Iterable<AccountInfo>): AccountInfo | undefined {
  return [...accounts].sort((a, b) => need(b) - need(a))[0];
}

function need(info: AccountInfo): number {
  if (info.signedOut) return 0;
  return { offline: 0, online: 1, 'catching-up': 2, connecting: 3, waiting: 4, stopped: 5 }[info.connection.phase];
}
