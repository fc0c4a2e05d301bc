import dbus from 'dbus-next';
import type { Cleanup } from './surroundings.ts';

/** What a call of Notify brought. */
export interface Notified {
  readonly number: number;
  readonly summary: string;
  readonly body: string;
  /** Pairs of key and label. */
  readonly actions: readonly string[];
  readonly hints: Readonly<Record<string, dbus.Variant>>;
}

export interface NotificationDaemon {
  readonly notified: readonly Notified[];
  /** Words are entered in the field of this one, as in KDE's Plasma. */
  reply(number: number, text: string): void;
  close(): void;
}

const NAME = 'org.freedesktop.Notifications';
const PATH = '/org/freedesktop/Notifications';

/** A notification daemon that can what no small one does: the capabilities are given. */
export async function startNotificationDaemon(
  clean: Cleanup,
  address: string,
  capabilities: readonly string[],
): Promise<NotificationDaemon> {
  const connection = dbus.sessionBus({ busAddress: address });
  clean.add(() => connection.disconnect());
  await new Promise<void>((resolve) => connection.once('connect', resolve));
  const notified: Notified[] = [];
  let last = 0;

  function notify([, replaced, , summary, body, actions, hints]: readonly unknown[]): number {
    const number = Number(replaced) || ++last;
    notified.push({
      number,
      summary: String(summary),
      body: String(body),
      actions: actions as string[],
      hints: hints as Record<string, dbus.Variant>,
    });
    return number;
  }

  function answering(message: dbus.Message): boolean {
    if (message.interface !== NAME) return false;
    const returns = (signature: string, body: unknown[]) =>
      connection.send(dbus.Message.newMethodReturn(message, signature, body));
    if (message.member === 'GetCapabilities') returns('as', [[...capabilities]]);
    else if (message.member === 'Notify') returns('u', [notify(message.body as readonly unknown[])]);
    else if (message.member === 'CloseNotification') returns('', []);
    else return false;
    return true;
  }
  // The types of this call name other arguments than it gives.
  connection.addMethodHandler(answering as never);
  await connection.requestName(NAME, 0);

  return {
    notified,
    reply: (number, text) =>
      void connection.send(dbus.Message.newSignal(PATH, NAME, 'NotificationReplied', 'us', [number, text])),
    close: () => connection.disconnect(),
  };
}
