/** A notification that the person asks for, to see whether they work. */
import { randomUUID } from 'node:crypto';
import type { Translate } from '../../app/i18n/translator.ts';
import type { NoticeSound } from '../../app/notices/health.ts';
import type { NotificationPort, NotificationRequest, ShowOutcome, Undo } from '../shell/shell.ts';

export interface TrialParts {
  readonly notifications: Pick<NotificationPort, 'remove' | 'onEvent'>;
  readonly show: (request: NotificationRequest) => Promise<ShowOutcome>;
  readonly t: () => Translate;
  readonly sound: () => NoticeSound | undefined;
  readonly onPressed: (token: string | undefined) => void;
}

export interface Trial {
  /** One more takes the place of the one before. */
  show(): Promise<void>;
  readonly stop: Undo;
}

export function createTrial({ notifications, show, t, sound, onPressed }: TrialParts): Trial {
  const id = randomUUID();
  const undo = notifications.onEvent((event) => {
    if (event.kind !== 'click' || event.id !== id) return;
    notifications.remove(id);
    onPressed(event.token);
  });
  return {
    async show() {
      const heard = sound();
      await show({
        id,
        title: t()('notices.test.title'),
        body: t()('notices.test.body'),
        actions: [],
        ...(heard === undefined ? {} : { sound: heard }),
      });
    },
    stop() {
      undo();
      notifications.remove(id);
    },
  };
}
