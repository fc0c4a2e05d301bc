/** Notifications on macOS and Windows; on Linux dbus/notifier.ts shows them. */
import type { Notification, NotificationConstructorOptions, NotificationResponse } from 'electron';
import { type Log, reasonOf } from '../../log.ts';
import { listeners } from '../listeners.ts';
import type { NotificationAction, NotificationEvent, NotificationPort } from '../shell.ts';

/** How long the system gets to say that it shows one, in ms; saying nothing counts as shown. */
const SHOW_LIMIT = 2_000;

/** How long an answer to one of this run may take to be told as such, in ms. */
const ANSWER_LIMIT = 300;
/** What macOS calls being swept away. */
const DISMISSED = 'com.apple.UNNotificationDismissActionIdentifier';

/** macOS keeps them when Kith ends. */
export interface NotificationHistory {
  readonly list: () => Promise<readonly Notification[]>;
  readonly remove: (id: string) => void;
  /** What was pressed to start Kith. */
  readonly launchedBy: NotificationResponse | undefined;
}

export interface NotificationParts {
  readonly create: (options: NotificationConstructorOptions) => Notification;
  readonly isSupported: () => boolean;
  readonly history?: NotificationHistory;
  /** Windows tells of each press, on those of an earlier run, too, but not of which. */
  readonly onActivation?: (listener: () => void) => void;
  readonly log: Log;
}

export function electronNotifications(parts: NotificationParts): NotificationPort {
  const { create, isSupported, history, onActivation, log } = parts;
  const events = listeners<NotificationEvent>();
  /** Held on to: one that is collected loses its events, and on macOS its place in the notification centre. */
  const shown = new Map<string, Notification>();
  let answered = false;

  function hold(id: string, notification: Notification, actions: readonly NotificationAction[]): void {
    shown.set(id, notification);
    /** What an earlier one under the same id still says is not about this one. */
    const tell = (event: NotificationEvent) => {
      if (event.kind !== 'closed') answered = true;
      if (shown.get(id) === notification) events.tell(event);
    };
    notification.on('click', () => tell({ kind: 'click', id }));
    notification.on('reply', ({ reply: text }) => tell({ kind: 'reply', id, text }));
    notification.on('action', ({ actionIndex }) => {
      const action = actions[actionIndex];
      if (action !== undefined) tell({ kind: 'action', id, action: action.id });
    });
    notification.on('close', () => {
      tell({ kind: 'closed', id });
      if (shown.get(id) === notification) shown.delete(id);
    });
  }

  /** Its buttons are not known any more: what they would do is done in the window. */
  async function restore({ list, launchedBy }: NotificationHistory): Promise<void> {
    if (launchedBy !== undefined && launchedBy.actionIdentifier !== DISMISSED) {
      const { identifier: id, userText: text } = launchedBy;
      events.tell(text === undefined ? { kind: 'click', id } : { kind: 'reply', id, text });
    }
    for (const each of await list()) if (!shown.has(each.id)) hold(each.id, each, []);
  }

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
      hold(id, notification, request.actions);
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
      const notification = shown.get(id);
      if (notification !== undefined) notification.close();
      else history?.remove(id);
    },
    onEvent: events.add,
    outlives: history !== undefined,
    begin() {
      if (history !== undefined) {
        restore(history).catch((error: unknown) =>
          log.warn('earlier notifications not read', { reason: reasonOf(error) }),
        );
      }
      onActivation?.(() => {
        // Whether it is one of this run shows only by its own event, before or after this one.
        setTimeout(() => {
          if (!answered) events.tell({ kind: 'click', id: '' });
          answered = false;
        }, ANSWER_LIMIT);
      });
    },
  };
}
