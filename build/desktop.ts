/** A desktop of its own for tests and for machines without one: X display, window manager, private session bus. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cleanup, startBus, startDisplay } from '../main/shell/testing/surroundings.ts';

export function hasDisplay(): boolean {
  return Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
}

function canMakeOne(): boolean {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return ['Xvfb', 'openbox', 'dbus-daemon'].every((name) => folders.some((folder) => existsSync(join(folder, name))));
}

/**
 * Runs `action` with a new desktop in `process.env`, and takes it away afterwards, also when this process is told to end.
 * Where none can be made (macOS, Windows) the person's own is used.
 */
export async function withDesktop<T>(action: () => Promise<T>): Promise<T> {
  if (!canMakeOne()) return action();
  const clean = cleanup();
  const before = { ...process.env };
  const stop = (): void => void clean.run().finally(() => process.exit(1));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
  try {
    const desktop = { ...(await startDisplay(clean)), ...(await startBus(clean)) };
    delete process.env.WAYLAND_DISPLAY;
    Object.assign(process.env, desktop);
    return await action();
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, stop);
    for (const name of ['DISPLAY', 'WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS']) {
      const value = before[name];
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    await clean.run();
  }
}
