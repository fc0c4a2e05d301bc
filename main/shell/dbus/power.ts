import { listeners } from '../listeners.ts';
import type { PowerPort, Undo } from '../shell.ts';
import { onSleepGap } from '../sleep-gaps.ts';
import type { Bus } from './bus.ts';

const LOGIND = 'org.freedesktop.login1';

/** Suspend, resume and idle time where there is no powerMonitor: logind's signal, and whichever desktop tells the rest. */
export function busPower(session: Bus | undefined, system: Bus | undefined): Omit<PowerPort, 'onNetworkChange'> {
  const suspends = listeners<void>();
  const resumes = listeners<void>();
  system?.onSignal({ name: LOGIND, interface: `${LOGIND}.Manager` }, ({ member, body }) => {
    // "This signal is sent with TRUE right before the system goes down, and with FALSE right after it is back."
    if (member === 'PrepareForSleep') (body[0] === true ? suspends : resumes).tell();
  });
  // A machine without logind, or a virtual one that was paused. Twice the same resume does no harm.
  onSleepGap(resumes.tell);
  const on =
    (all: typeof suspends) =>
    (listener: () => void): Undo =>
      all.add(listener);
  return {
    onSuspend: on(suspends),
    onResume: on(resumes),
    idleSeconds: async () => (session === undefined ? undefined : ((await gnomeIdle(session)) ?? kdeIdle(session))),
  };
}

async function gnomeIdle(bus: Bus): Promise<number | undefined> {
  const name = 'org.gnome.Mutter.IdleMonitor';
  return milliseconds(bus, {
    destination: name,
    path: '/org/gnome/Mutter/IdleMonitor/Core',
    interface: name,
    member: 'GetIdletime',
  });
}

/** KDE answers in ms; other implementations of this interface in seconds, so it is asked only there. */
async function kdeIdle(bus: Bus): Promise<number | undefined> {
  if (process.env.XDG_CURRENT_DESKTOP?.includes('KDE') !== true) return undefined;
  return milliseconds(bus, {
    destination: 'org.freedesktop.ScreenSaver',
    path: '/ScreenSaver',
    interface: 'org.freedesktop.ScreenSaver',
    member: 'GetSessionIdleTime',
  });
}

async function milliseconds(bus: Bus, call: Parameters<Bus['call']>[0]): Promise<number | undefined> {
  try {
    const { body } = await bus.call(call);
    return Number(body[0]) / 1_000;
  } catch {
    // This desktop has no such thing.
    return undefined;
  }
}
