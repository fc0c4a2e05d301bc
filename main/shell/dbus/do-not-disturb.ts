/**
 * Whether the desktop is told not to disturb. There is no standard for it: each of those that say it at all says it in
 * its own way, and all are asked. Nobody is started by the question.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Bus, type BusCall, CALL_LIMIT } from './bus.ts';

const PROPERTIES = 'org.freedesktop.DBus.Properties';
const NOTIFICATIONS = { destination: 'org.freedesktop.Notifications', path: '/org/freedesktop/Notifications' } as const;

const SOURCES: readonly BusCall[] = [
  // KDE's extension of the specification.
  property(NOTIFICATIONS, 'org.freedesktop.Notifications', 'Inhibited'),
  property(NOTIFICATIONS, 'org.dunstproject.cmd0', 'paused'),
  {
    destination: 'org.xfce.Xfconf',
    path: '/org/xfce/Xfconf',
    interface: 'org.xfce.Xfconf',
    member: 'GetProperty',
    signature: 'ss',
    body: ['xfce4-notifyd', '/do-not-disturb'],
  },
];

function property(of: { readonly destination: string; readonly path: string }, name: string, member: string): BusCall {
  return { ...of, interface: PROPERTIES, member: 'Get', signature: 'ss', body: [name, member] };
}

/** False, too, where nobody says. Takes no longer than a call may. */
export async function isQuiet(bus: Bus, env: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  const answers = await Promise.all([
    hidesBanners(env),
    ...SOURCES.map(async (source) => {
      try {
        if ((await bus.ownerOf(source.destination)) === undefined) return false;
        const [value] = (await bus.call(source)).body;
        return (value as { readonly value?: unknown } | undefined)?.value === true;
      } catch {
        // This desktop is another one.
        return false;
      }
    }),
  ]);
  return answers.includes(true);
}

/** GNOME keeps it in its settings, which no service reads out: its own tool does. */
async function hidesBanners(env: NodeJS.ProcessEnv): Promise<boolean> {
  if (env.XDG_CURRENT_DESKTOP?.split(':').includes('GNOME') !== true) return false;
  try {
    const key = ['get', 'org.gnome.desktop.notifications', 'show-banners'];
    const { stdout } = await promisify(execFile)('gsettings', key, { env, timeout: CALL_LIMIT });
    return stdout.trim() === 'false';
  } catch {
    // No such tool, or no such key: it does not say.
    return false;
  }
}
