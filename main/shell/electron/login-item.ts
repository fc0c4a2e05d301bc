/** Starting when the person signs in to the computer, hidden: the system's own list, which the person can change there as well. */

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { App } from 'electron';
import { APP_ID } from '../../app-id.ts';
import type { LoginItemPort } from '../shell.ts';

export interface LoginItemParts {
  readonly app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings' | 'isPackaged'>;
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** The program itself. */
  readonly program: string;
}

const HIDDEN = ['--hidden'];

export function electronLoginItem({ app, platform, env, home, program }: LoginItemParts): LoginItemPort {
  // Run from its sources there is no program of Kith's to start; in a Flatpak the folder is not the session's.
  if (!app.isPackaged || env.FLATPAK_ID !== undefined) {
    return { read: async () => 'unsupported', set: async () => 'unsupported' };
  }
  if (platform === 'linux') return autostart(autostartFile(env, home), env.APPIMAGE ?? program);
  return {
    async read() {
      const { openAtLogin, status, executableWillLaunchAtLogin } = app.getLoginItemSettings({ args: HIDDEN });
      if (platform === 'darwin') return status === 'requires-approval' ? 'held-back' : openAtLogin;
      // Switched off in the task manager it stays on the list.
      return openAtLogin && executableWillLaunchAtLogin;
    },
    async set(on) {
      app.setLoginItemSettings({ openAtLogin: on, args: HIDDEN });
      return 'done';
    },
  };
}

/** macOS gives no argument to what it starts at login (and since 13 does not hide it either), but says so afterwards. */
export function openedAtLogin(app: Pick<App, 'getLoginItemSettings'>, platform: NodeJS.Platform): boolean {
  return platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
}

/** Desktop Application Autostart Specification 0.5: "$XDG_CONFIG_HOME/autostart", by default "~/.config/autostart". */
function autostartFile(env: LoginItemParts['env'], home: string): string {
  const config = env.XDG_CONFIG_HOME;
  return join(config?.startsWith('/') === true ? config : join(home, '.config'), 'autostart', `${APP_ID}.desktop`);
}

function autostart(file: string, program: string): LoginItemPort {
  return {
    async read() {
      try {
        const text = await readFile(file, 'utf8');
        // "When Hidden is set true, the .desktop file MUST be ignored"; desktops' own settings write these two.
        return !/^(Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/m.test(text);
      } catch {
        // Not there, or not ours to read: it starts nothing.
        return false;
      }
    },
    async set(on) {
      if (!on) {
        await rm(file, { force: true });
        return 'done';
      }
      await mkdir(dirname(file), { recursive: true });
      const exec = `${quoted(program)} ${HIDDEN.join(' ')}`;
      await writeFile(file, `[Desktop Entry]\nType=Application\nName=Kith\nIcon=kith\nExec=${exec}\nTerminal=false\n`);
      return 'done';
    },
  };
}

/**
 * Desktop Entry Specification 1.5, "The Exec key": inside double quotes `"`, `` ` ``, `$` and `\` have a backslash before
 * them, which the rules for all strings then double; a percent sign is written twice.
 */
function quoted(program: string): string {
  const escaped = program.replace(/["`$\\]/g, (character) => `\\${character}`);
  return `"${escaped.replaceAll('\\', '\\\\').replaceAll('%', '%%')}"`;
}
