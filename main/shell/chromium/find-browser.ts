import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Where to look; process.env and process.platform for people, anything for tests. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly isExecutable: (path: string) => Promise<boolean>;
}

const LINUX_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];
const MAC_APPS = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
const WINDOWS_PROGRAMS = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
];

/** The path of a Chromium, Chrome or Edge that is installed: the one in KITH_BROWSER, or the first that is found. */
export async function findBrowser(around: Surroundings): Promise<string | undefined> {
  for (const path of candidates(around)) if (await around.isExecutable(path)) return path;
  return undefined;
}

function candidates({ env, platform }: Surroundings): readonly string[] {
  const wanted = env.KITH_BROWSER;
  // A browser that was asked for is not silently replaced by another.
  if (wanted !== undefined && wanted !== '') return [wanted];
  if (platform === 'darwin') {
    return ['', env.HOME ?? '']
      .map((home) => join(home, '/Applications'))
      .flatMap((folder) => MAC_APPS.map((app) => join(folder, `${app}.app`, 'Contents', 'MacOS', app)));
  }
  if (platform === 'win32') {
    return [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => WINDOWS_PROGRAMS.map((program) => join(folder, ...program)));
  }
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return LINUX_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** The real surroundings. */
export const here: Surroundings = {
  env: process.env,
  platform: process.platform,
  isExecutable: (path) =>
    access(path, constants.X_OK).then(
      () => true,
      () => false,
    ),
};
