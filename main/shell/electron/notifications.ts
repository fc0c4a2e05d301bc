/** Notifications on macOS and Windows; on Linux dbus/notifier.ts shows them. */
import type { Notification, NotificationConstructorOptions } from 'electron';
import type { Log } from '../../log.ts';
import { listeners } from '../listeners.ts';
import type { NotificationEvent, NotificationPort } from '../shell.ts';

/** How long the system gets to say that it shows one, in ms; saying nothing counts as shown. */
const SHOW_LIMIT = 2_000;

export interface NotificationParts {
  readonly create: (options: NotificationConstructorOptions) => Notification;
  readonly isSupported: () => boolean;
  readonly log: Log;
}

export function electronNotifications({ create, isSupported, log }: NotificationParts): NotificationPort {
  const events = listeners<NotificationEvent>();
  /** Held on to: one that is collected loses its events, and on macOS its place in the notification centre. */
  const shown = new Map<string, Notification>();

  return {
    capabilities: () => {
      const can = isSupported();
      return Promise.resolve({ shown: can, actions: can, reply: can, quiet: false });
    },
    show(request) {
      if (!isSupported()) return Promise.resolve('unsupported');
      const { id } = request;
      const reply = request.replyPlaceholder;
      const notification = create({
        id,
        title: request.title,
        body: request.body,
        silent: request.sound === undefined,
        actions: request.actions.map(({ label }) => ({ type: 'button', text: label })),
        ...(reply === undefined ? {} : { hasReply: true, replyPlaceholder: reply }),
      });
      const before = shown.get(id);
      shown.set(id, notification);
      /** What an earlier one under the same id still says is not about this one. */
      const tell = (event: NotificationEvent) => {
        if (shown.get(id) === notification) events.tell(event);
      };
      notification.on('click', () => tell({ kind: 'click', id }));
      notification.on('reply', ({ reply: text }) => tell({ kind: 'reply', id, text }));
      notification.on('action', ({ actionIndex }) => {
        const action = request.actions[actionIndex];
        if (action !== undefined) tell({ kind: 'action', id, action: action.id });
      });
      notification.on('close', () => {
        tell({ kind: 'closed', id });
        if (shown.get(id) === notification) shown.delete(id);
      });
      return new Promise((resolve) => {
        const timer = setTimeout(() => resolve('shown'), SHOW_LIMIT);
        const answer = (outcome: 'shown' | 'failed') => {
          clearTimeout(timer);
          resolve(outcome);
        };
        notification.once('show', () => answer('shown'));
        notification.once('failed', (_event, reason) => {
          log.warn('notification not shown', { reason });
          if (shown.get(id) === notification) shown.delete(id);
          answer('failed');
        });
        before?.close();
        notification.show();
      });
    },
    remove(id) {
      shown.get(id)?.close();
    },
    onEvent: events.add,
  };
}
