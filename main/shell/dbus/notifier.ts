/**
 * Notifications on Linux, whatever the shell.
 * Desktop Notifications Specification 1.3, https://specifications.freedesktop.org/notification-spec/1.3/
 */

import dbus from 'dbus-next';
import type { NoticeSound } from '../../../app/notices/health.ts';
import { APP_ID } from '../../app-id.ts';
import { type Log, reasonOf } from '../../log.ts';
import { listeners } from '../listeners.ts';
import type { NotificationEvent, NotificationPort, NotificationRequest, ShowOutcome } from '../shell.ts';
import { type Bus, BusError, type BusSignal } from './bus.ts';
import { isQuiet } from './do-not-disturb.ts';

const SERVICE = {
  destination: 'org.freedesktop.Notifications',
  path: '/org/freedesktop/Notifications',
  interface: 'org.freedesktop.Notifications',
} as const;

/** The action that stands for a click on the notification itself. */
const DEFAULT_ACTION = 'default';
/** KDE's extension, which GNOME and others don't announce. */
const INLINE_REPLY = 'inline-reply';
/** "The server supports sounds on notifications. If returned, the server must support the sound-file and suppress-sound hints." */
const SOUND = 'sound';

/** The desktop's own, by the Sound Naming Specification. */
const SOUND_NAMES: Readonly<Record<NoticeSound, string>> = {
  message: 'message-new-instant',
  request: 'window-attention',
};

export interface Notifier extends NotificationPort {
  /** Takes all of them away: nobody would answer a click any more. */
  close(): Promise<void>;
}

/** One that the daemon shows. */
interface Shown {
  readonly id: string;
  /** The daemon's number for it. */
  readonly number: number;
  /** Comes shortly before the click that it is for. */
  token?: string;
}

export function dbusNotifier(bus: Bus, log: Log): Notifier {
  const events = listeners<NotificationEvent>();
  const shown = new Map<string, Shown>();
  /** One call after the other, so that an update never overtakes what it updates. */
  let last: Promise<unknown> = Promise.resolve();

  function next<T>(step: () => Promise<T>): Promise<T> {
    const result = last.then(step);
    last = result.catch(() => undefined);
    return result;
  }

  function byNumber(number: unknown): Shown | undefined {
    return [...shown.values()].find((one) => one.number === number);
  }

  bus.onOwner(SERVICE.destination, () => {
    // Another daemon has other numbers, and shows nothing of the old one's.
    const gone = [...shown.keys()];
    shown.clear();
    for (const id of gone) events.tell({ kind: 'closed', id });
  });

  bus.onSignal({ name: SERVICE.destination, interface: SERVICE.interface }, (signal) => {
    const one = byNumber(signal.body[0]);
    if (one === undefined) return;
    const event = eventOf(signal, one);
    if (event?.kind === 'closed') shown.delete(one.id);
    if (event !== undefined) events.tell(event);
  });

  async function abilities(): Promise<ReadonlySet<string>> {
    const { body } = await bus.call({ ...SERVICE, member: 'GetCapabilities' });
    return new Set(Array.isArray(body[0]) ? body[0].map(String) : []);
  }

  async function show(request: NotificationRequest): Promise<ShowOutcome> {
    try {
      const can = await abilities();
      const before = shown.get(request.id)?.number ?? 0;
      const { body } = await bus.call({
        ...SERVICE,
        member: 'Notify',
        signature: 'susssasa{sv}i',
        body: [
          'Kith',
          before,
          APP_ID,
          request.title,
          can.has('body-markup') ? escapeMarkup(request.body) : request.body,
          actionsOf(request, can),
          hintsOf(request, can),
          // The daemon's own idea of how long.
          -1,
        ],
      });
      shown.set(request.id, { id: request.id, number: Number(body[0]) });
      return request.sound === undefined || can.has(SOUND) ? 'shown' : 'unheard';
    } catch (error) {
      if (error instanceof BusError && error.type === 'org.freedesktop.DBus.Error.ServiceUnknown') return 'unsupported';
      log.warn('notification not shown', { reason: reasonOf(error) });
      return 'failed';
    }
  }

  async function remove(id: string): Promise<void> {
    const one = shown.get(id);
    if (one === undefined) return;
    await bus
      .call({ ...SERVICE, member: 'CloseNotification', signature: 'u', body: [one.number] })
      // "If the notification no longer exists, an empty D-BUS Error message is sent back."
      .catch((error: unknown) => {
        if (!(error instanceof BusError)) log.warn('notification not removed', { reason: reasonOf(error) });
      });
  }

  return {
    async capabilities() {
      try {
        const can = await abilities();
        return { shown: true, actions: can.has('actions'), reply: can.has(INLINE_REPLY), quiet: await isQuiet(bus) };
      } catch {
        // No daemon, or one that does not answer: it can do nothing.
        return { shown: false, actions: false, reply: false, quiet: false };
      }
    },
    show: (request) => next(() => show(request)),
    remove: (id) => void next(() => remove(id)),
    onEvent: events.add,
    // Nobody would answer a click on one that is left.
    outlives: false,
    begin: () => undefined,
    async close() {
      await next(() => Promise.all([...shown.keys()].map(remove)));
    },
  };
}

/** The event behind a signal about `one`; undefined for a signal that brings none. */
function eventOf(signal: BusSignal, one: Shown): NotificationEvent | undefined {
  const text = String(signal.body[1] ?? '');
  const token = one.token === undefined ? {} : { token: one.token };
  switch (signal.member) {
    case 'ActivationToken':
      one.token = text;
      return undefined;
    case 'ActionInvoked':
      if (text === DEFAULT_ACTION) return { kind: 'click', id: one.id, ...token };
      return { kind: 'action', id: one.id, action: text, ...token };
    case 'NotificationReplied':
      return { kind: 'reply', id: one.id, text };
    case 'NotificationClosed':
      return { kind: 'closed', id: one.id };
    default:
      return undefined;
  }
}

/** Pairs of key and label; without the capability a daemon may show them as text, so there are none. */
function actionsOf(request: NotificationRequest, can: ReadonlySet<string>): readonly string[] {
  if (!can.has('actions')) return [];
  const reply =
    request.replyPlaceholder !== undefined && can.has(INLINE_REPLY) ? [INLINE_REPLY, request.replyPlaceholder] : [];
  return [DEFAULT_ACTION, '', ...request.actions.flatMap(({ id, label }) => [id, label]), ...reply];
}

function hintsOf(request: NotificationRequest, can: ReadonlySet<string>): Readonly<Record<string, dbus.Variant>> {
  return {
    // The name of the installed .desktop file: icon, settings and grouping hang on it.
    'desktop-entry': new dbus.Variant('s', APP_ID),
    category: new dbus.Variant('s', 'im.received'),
    urgency: new dbus.Variant('y', 1),
    ...(request.sound !== undefined && can.has(SOUND)
      ? { 'sound-name': new dbus.Variant('s', SOUND_NAMES[request.sound]) }
      : { 'suppress-sound': new dbus.Variant('b', true) }),
    ...(request.replyPlaceholder !== undefined && can.has(INLINE_REPLY)
      ? { 'x-kde-reply-placeholder-text': new dbus.Variant('s', request.replyPlaceholder) }
      : {}),
  };
}

/** "Notifications servers that support this capability expect all three of these characters to be escaped." */
export function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
