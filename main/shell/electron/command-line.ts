import { resolve } from 'node:path';

/** Flags of Electron and Chromium that people and packages start applications with; they have been read by then. */
const FLAGS: ReadonlySet<string> = new Set([
  '--no-sandbox',
  '--disable-gpu',
  '--disable-gpu-sandbox',
  '--disable-dev-shm-usage',
  '--disable-setuid-sandbox',
  '--enable-features',
  '--disable-features',
  '--enable-logging',
  '--enable-wayland-ime',
  '--force-device-scale-factor',
  '--inspect',
  '--inspect-brk',
  '--lang',
  '--ozone-platform',
  '--ozone-platform-hint',
  '--password-store',
  '--user-data-dir',
]);

export function isElectronFlag(argument: string): boolean {
  return FLAGS.has(argument.split('=')[0] ?? '');
}

/**
 * What the person gave. Not packaged, the application's own path stands before it, and Electron's flags before that:
 * `electron --no-sandbox . --hidden`.
 */
export function ownArguments(argv: readonly string[], packaged: boolean, appPath: string): readonly string[] {
  const rest = argv.slice(1);
  if (packaged) return rest;
  return rest.slice(rest.findIndex((argument) => !argument.startsWith('-') && resolve(argument) === appPath) + 1);
}
