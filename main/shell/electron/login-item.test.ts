import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoginItemSettings } from 'electron';
import { afterEach, expect, test } from 'vitest';
import { cleanup, output, temporaryFolder } from '../testing/surroundings.ts';
import { electronLoginItem, type LoginItemParts, openedAtLogin } from './login-item.ts';

const clean = cleanup();
afterEach(clean.run);

function parts(more: Partial<LoginItemParts>): LoginItemParts {
  const app = {
    isPackaged: true,
    getLoginItemSettings: () => {
      throw new Error('not asked here');
    },
    setLoginItemSettings: () => {
      throw new Error('not asked here');
    },
  } as unknown as LoginItemParts['app'];
  return { app, platform: 'linux', env: {}, home: '/nowhere', program: '/opt/kith/kith', ...more };
}

test('on Linux an autostart entry comes and goes; one that the desktop switched off counts as off', async () => {
  const home = await temporaryFolder(clean, 'home');
  const item = electronLoginItem(parts({ home }));
  expect(await item.read()).toBe(false);
  expect(await item.set(true)).toBe('done');
  expect(await item.read()).toBe(true);
  const file = join(home, '.config', 'autostart', 'im.kith.Kith.desktop');
  const text = await readFile(file, 'utf8');
  expect(text).toContain('Exec="/opt/kith/kith" --hidden\n');
  for (const line of ['Hidden=true', 'X-GNOME-Autostart-enabled=false']) {
    await writeFile(file, `${text}${line}\n`);
    expect(await item.read()).toBe(false);
  }
  await item.set(false);
  await item.set(false);
  expect(await item.read()).toBe(false);
  await expect(readFile(file)).rejects.toThrow('ENOENT');
});

test('whatever the folder is called, the entry starts the program in it', async () => {
  const home = await temporaryFolder(clean, 'home');
  const folder = join(home, 'a "b" $HOME `c` \\d');
  const program = join(folder, 'kith');
  await mkdir(folder);
  await writeFile(program, `#!/bin/sh\necho "$1" > "$0.started"\n`, { mode: 0o755 });
  await electronLoginItem(parts({ home, env: { XDG_CONFIG_HOME: home, APPIMAGE: program } })).set(true);
  // GLib is what GNOME’s session reads such entries with. (A percent sign, written as the specification wants, it does not find.)
  await output('gio', ['launch', join(home, 'autostart', 'im.kith.Kith.desktop')]);
  await expect.poll(() => readFile(`${program}.started`, 'utf8').catch(() => '')).toBe('--hidden\n');
});

function listed(settings: Partial<LoginItemSettings>) {
  const seen: unknown[] = [];
  const app = {
    isPackaged: true,
    getLoginItemSettings: (options: unknown) => {
      seen.push(options);
      return settings;
    },
    setLoginItemSettings: (options: unknown) => seen.push(options),
  } as unknown as LoginItemParts['app'];
  return { app, seen };
}

test('elsewhere it is the system’s own list, with the argument that hides the window', async () => {
  const { app, seen } = listed({ openAtLogin: true, executableWillLaunchAtLogin: true });
  const item = electronLoginItem(parts({ app, platform: 'win32' }));
  expect(await item.read()).toBe(true);
  await item.set(false);
  expect(seen).toEqual([{ args: ['--hidden'] }, { openAtLogin: false, args: ['--hidden'] }]);
});

test('what the person switched off in the system’s list does not start', async () => {
  const { app } = listed({ openAtLogin: true, executableWillLaunchAtLogin: false });
  expect(await electronLoginItem(parts({ app, platform: 'win32' })).read()).toBe(false);
});

test.each([
  [{ openAtLogin: true, status: 'enabled' }, true],
  [{ openAtLogin: false, status: 'not-registered' }, false],
  [{ openAtLogin: false, status: 'requires-approval' }, 'held-back'],
] as const)('macOS says %j: %j', async (settings, state) => {
  const { app } = listed(settings);
  expect(await electronLoginItem(parts({ app, platform: 'darwin' })).read()).toBe(state);
});

test('macOS says afterwards that it was a start at login; elsewhere an argument did', () => {
  const { app, seen } = listed({ wasOpenedAtLogin: true });
  expect(openedAtLogin(app, 'darwin')).toBe(true);
  expect([openedAtLogin(app, 'win32'), openedAtLogin(app, 'linux'), seen.length]).toEqual([false, false, 1]);
  expect(openedAtLogin(listed({ wasOpenedAtLogin: false }).app, 'darwin')).toBe(false);
});

test('from the sources and in a Flatpak there is nothing to start', async () => {
  const unpackaged = { ...parts({}).app, isPackaged: false } as LoginItemParts['app'];
  for (const more of [{ app: unpackaged }, { env: { FLATPAK_ID: 'im.kith.Kith' } }]) {
    const item = electronLoginItem(parts(more));
    expect(await item.read()).toBe('unsupported');
    expect(await item.set(true)).toBe('unsupported');
  }
});
