/** How this Kith came to this computer, and so who brings its next version. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { UpdatesElsewhere } from '../../../../app/updates/update.ts';

export interface InstallFacts {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder with app.asar (Electron's process.resourcesPath). */
  readonly resources: string;
  /** The folder with the program. */
  readonly folder: string;
}

export type InstalledAs = 'app-image' | 'nsis' | 'mac' | UpdatesElsewhere;

/** electron-builder leaves it beside the program that NSIS installs, and nowhere else. */
const NSIS_UNINSTALLER = 'Uninstall Kith.exe';
/** Where to look; electron-builder writes it where it was told (KITH_UPDATES). */
export const SOURCE_FILE = 'app-update.yml';
/** It names the package's format where that is one that a package manager installs. */
const PACKAGE_FILE = 'package-type';

export function installedAs({ platform, isPackaged, env, resources, folder }: InstallFacts): InstalledAs {
  if (!isPackaged) return 'by-hand';
  const owned = platform === 'linux' ? ownedOnLinux(env, resources) : false;
  if (owned) return 'system';
  if (!existsSync(join(resources, SOURCE_FILE))) return platform === 'win32' && !isNsis(folder) ? 'system' : 'by-hand';
  switch (platform) {
    case 'linux':
      return isAppImage(env) ? 'app-image' : 'by-hand';
    case 'win32':
      // The other installer is an MSI, which whoever looks after the computer rolls out.
      return isNsis(folder) ? 'nsis' : 'system';
    case 'darwin':
      return 'mac';
    default:
      return 'by-hand';
  }
}

function isAppImage({ APPIMAGE, APPDIR }: InstallFacts['env']): boolean {
  return APPIMAGE !== undefined && APPDIR !== undefined;
}

function ownedOnLinux(env: InstallFacts['env'], resources: string): boolean {
  // A package built beside an AppImage may leave its mark in the files that both are made of.
  if (isAppImage(env)) return false;
  return env.FLATPAK_ID !== undefined || env.SNAP !== undefined || existsSync(join(resources, PACKAGE_FILE));
}

function isNsis(folder: string): boolean {
  return existsSync(join(folder, NSIS_UNINSTALLER));
}
