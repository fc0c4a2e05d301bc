/** A newer version of Kith, from looking for it to putting it in place. What the person did not ask for does not happen. */
import type { UpdateProblem, UpdateState } from '../../app/updates/update.ts';
import type { Clock } from '../clock.ts';
import { type Log, reasonOf } from '../log.ts';
import { UpdateError, type UpdatesPort } from '../shell/shell.ts';
import { lookRegularly } from './look-regularly.ts';

export interface UpdatesParts {
  readonly port: UpdatesPort;
  /** Whether Kith may look by itself; asked each time. */
  readonly mayLook: () => boolean;
  /** Ends Kith in order. */
  readonly quit: () => void;
  readonly onChange: (state: UpdateState) => void;
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly log: Log;
}

export interface Updates {
  state(): UpdateState;
  /** The person wants to know. */
  check(): Promise<void>;
  download(): Promise<void>;
  /** Stops fetching; the version stays on offer. */
  cancel(): void;
  restart(): void;
  stop(): void;
}

export function createUpdates({ port, mayLook, quit, onChange, clock, random, log }: UpdatesParts): Updates {
  let state: UpdateState =
    port.elsewhere === undefined ? { phase: 'idle', lookedAt: null } : { phase: 'elsewhere', why: port.elsewhere };
  let fetching: AbortController | undefined;
  let looking = false;

  function become(next: UpdateState): void {
    state = next;
    onChange(next);
  }

  /** What is on offer stays on offer while Kith looks by itself, and if that fails. */
  async function look(byPerson: boolean): Promise<void> {
    const { phase } = state;
    if (looking || (phase !== 'idle' && phase !== 'available' && phase !== 'failed')) return;
    looking = true;
    if (byPerson) become({ phase: 'checking' });
    try {
      const update = await port.check();
      // Meanwhile the person may have begun to fetch what was found before.
      if (!byPerson && state.phase !== phase) return;
      become(update === undefined ? { phase: 'idle', lookedAt: clock.now() } : { phase: 'available', update });
    } catch (error) {
      const problem = problemOf('check', error);
      if (byPerson || state.phase === 'idle') become({ phase: 'failed', problem });
    } finally {
      looking = false;
    }
  }

  function problemOf(step: string, error: unknown): UpdateProblem {
    const problem = error instanceof UpdateError ? error.problem : 'other';
    log.warn('update', { step, problem, reason: error instanceof UpdateError ? error.message : reasonOf(error) });
    return problem;
  }

  async function download(): Promise<void> {
    const update = state.phase === 'available' || state.phase === 'failed' ? state.update : undefined;
    if (update === undefined) return;
    const controller = new AbortController();
    fetching = controller;
    become({ phase: 'downloading', update, share: 0 });
    try {
      await port.download((share) => {
        if (state.phase === 'downloading' && share !== state.share) become({ phase: 'downloading', update, share });
      }, controller.signal);
      if (controller.signal.aborted) return;
      // Fetched because the person wanted it: it takes this one's place when Kith ends.
      port.installAtQuit(false);
      become({ phase: 'ready', update, restarting: false });
    } catch (error) {
      if (!controller.signal.aborted) become({ phase: 'failed', problem: problemOf('download', error), update });
    } finally {
      // A cancelled one ends after the next has begun.
      if (fetching === controller) fetching = undefined;
    }
  }

  const stopLooking =
    port.elsewhere === undefined
      ? lookRegularly({ look: () => look(false), mayLook: () => mayLook() && port.online(), clock, random })
      : () => undefined;

  return {
    state: () => state,
    check: () => look(true),
    download,
    cancel() {
      if (state.phase !== 'downloading') return;
      fetching?.abort();
      become({ phase: 'available', update: state.update });
    },
    restart() {
      if (state.phase !== 'ready' || state.restarting) return;
      become({ ...state, restarting: true });
      port.installAtQuit(true);
      quit();
    },
    stop() {
      stopLooking();
      fetching?.abort();
    },
  };
}
