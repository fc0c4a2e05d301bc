/** Hands notifications to the system, and sees what becomes of them: whether it shows them, and who makes the sound. */
import type { NoticeHealth, NoticeSound } from '../../app/notices/health.ts';
import { type Log, reasonOf } from '../log.ts';
import type { NotificationPort, NotificationRequest, ShowOutcome } from '../shell/shell.ts';

export interface ShowingParts {
  readonly notifications: Pick<NotificationPort, 'capabilities' | 'show'>;
  /** The system does not make it. */
  readonly onSound: (sound: NoticeSound) => void;
  /** They are not shown any more, or again. */
  readonly onHealth: () => void;
  readonly log: Log;
}

export interface Showing {
  /** Never rejects. */
  show(request: NotificationRequest): Promise<ShowOutcome>;
  health(): Promise<NoticeHealth>;
}

export function createShowing({ notifications, onSound, onHealth, log }: ShowingParts): Showing {
  let last: NoticeHealth['state'] = 'works';

  function note(outcome: ShowOutcome): void {
    const now = outcome === 'failed' ? 'failed' : outcome === 'unsupported' ? 'absent' : 'works';
    if (now === last) return;
    last = now;
    if (now !== 'works') log.warn('notifications are not shown', { outcome });
    onHealth();
  }

  /** Without a program that shows notifications there is at least something to hear. */
  async function soundFor(outcome: ShowOutcome, sound: NoticeSound | undefined): Promise<void> {
    if (sound === undefined || (outcome !== 'unheard' && outcome !== 'unsupported')) return;
    const { quiet } = await notifications.capabilities();
    if (!quiet) onSound(sound);
  }

  return {
    async show(request) {
      let outcome: ShowOutcome;
      try {
        outcome = await notifications.show(request);
        await soundFor(outcome, request.sound);
      } catch (error) {
        log.warn('notification not shown', { reason: reasonOf(error) });
        outcome = 'failed';
      }
      note(outcome);
      return outcome;
    },
    async health() {
      const { shown, ...can } = await notifications.capabilities();
      // Something that shows them may have come or gone since the last one.
      return { state: !shown ? 'absent' : last === 'failed' ? 'failed' : 'works', ...can };
    },
  };
}
