/** The person's settings, kept by main in `settings.json`; app/settings says how they are read. */
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { SettingsAside } from '../app/contract/settings.ts';
import { defaultSettings, type Settings, type SettingsChange } from '../app/settings/settings.ts';
import { type ReadSettings, readSettingsFile, writeSettingsFile } from '../app/settings/settings-file.ts';
import { jsonWriter } from './json-file.ts';
import { type Log, reasonOf } from './log.ts';
import { setAside } from './set-aside.ts';

export interface SettingsStore {
  current(): Settings;
  /** Holds at once; rejects, and takes it back, if it can't be kept. */
  change(changes: SettingsChange): Promise<void>;
  /** The file of before, if it was put aside in this run because it could not be read in full. */
  readonly aside: SettingsAside | undefined;
}

export async function openSettings(
  dataDir: string,
  log: Log,
  onChange: (settings: Settings) => void,
): Promise<SettingsStore> {
  const path = join(dataDir, 'settings.json');
  const write = jsonWriter(path);
  const read = await readStored(path, log);
  for (const setting of read.refused) log.warn('setting not understood', { setting });
  let settings = read.settings;
  let aside: SettingsAside | undefined;
  let blocked: Error | undefined;
  if (read.problem !== undefined) {
    try {
      aside = { why: read.problem, file: basename(await setAside(path, read.problem)) };
      log.warn('settings put aside', { ...aside });
      await write(writeSettingsFile(settings));
    } catch (error) {
      log.warn('settings not put aside', { reason: reasonOf(error) });
      // What can't be put aside is not written over.
      if (aside === undefined) blocked = new Error('the file of before is in the way');
    }
  }

  function hold(next: Settings): void {
    settings = next;
    onChange(settings);
  }

  return {
    aside,
    current: () => settings,
    async change(changes) {
      const defined = Object.entries(changes).filter(([, value]) => value !== undefined);
      const before = settings;
      hold({ ...before, ...Object.fromEntries(defined) });
      try {
        if (blocked !== undefined) throw blocked;
        await write(writeSettingsFile(settings));
      } catch (error) {
        // What was changed again since is not touched.
        const names = defined
          .filter(([name, value]) => settings[name as keyof Settings] === value)
          .map(([name]) => name);
        hold({ ...settings, ...Object.fromEntries(names.map((name) => [name, before[name as keyof Settings]])) });
        throw error;
      }
    },
  };
}

async function readStored(path: string, log: Log): Promise<ReadSettings> {
  try {
    return readSettingsFile(await readFile(path, 'utf8'));
  } catch (error) {
    const none: ReadSettings = { settings: defaultSettings, refused: [] };
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return none;
    log.warn('settings not read', { reason: reasonOf(error) });
    return { ...none, problem: 'damaged' };
  }
}
