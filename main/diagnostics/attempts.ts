/** The last tries of an account to be connected, read off its states; so many and no more. */
import type { ConnectionState } from '../../app/account/connection.ts';
import type { AttemptFacts } from '../../app/contract/diagnostics.ts';
import type { Fault } from '../../app/fault.ts';
import type { Clock } from '../clock.ts';

const MOST = 30;

export interface Attempts {
  /** Told of every state, in order. */
  state(next: ConnectionState): void;
  /** Newest first. */
  list(): readonly AttemptFacts[];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export function createAttempts(clock: Clock): Attempts {
  const all: Mutable<AttemptFacts>[] = [];
  /** The newest one, while it is connecting or carries. */
  let current: Mutable<AttemptFacts> | undefined;

  function end(fault?: Fault): void {
    if (current === undefined) return;
    const now = clock.now();
    if (current.reached === 'online' && current.took !== undefined) current.lasted = now - current.at - current.took;
    else current.took = now - current.at;
    if (fault !== undefined) current.fault = faultName(fault);
    current = undefined;
  }

  return {
    state(next) {
      switch (next.phase) {
        case 'connecting':
          // A refused resumption tries again at once, with no state in between.
          if (current === undefined || next.step === 'resolving') {
            end();
            current = { at: clock.now(), reached: next.step };
            all.unshift(current);
            all.splice(MOST);
          } else current.reached = next.step;
          break;
        case 'catching-up':
        case 'online':
          if (current === undefined || current.reached === 'online') break;
          current.reached = next.phase;
          if (next.phase === 'online') current.took = clock.now() - current.at;
          break;
        case 'waiting':
        case 'stopped':
          end(next.fault);
          break;
        case 'offline':
          end();
      }
    },
    list: () => all.map((attempt) => ({ ...attempt })),
  };
}

/** Such as `unreachable refused`; nothing of it comes from a server. */
export function faultName(fault: Fault): string {
  switch (fault.kind) {
    case 'refused':
      return `refused ${fault.condition}`;
    case 'unreachable':
    case 'credentials':
      return `${fault.kind} ${fault.reason}`;
    case 'certificate':
    case 'proxy':
    case 'storage':
      return `${fault.kind} ${fault.problem}`;
    default:
      return fault.kind;
  }
}
