/** The person's settings, kept by main; a value that this version does not know falls back by itself. */
import { join } from 'node:path';
import { defaultSettings, type Settings, settingsSchema } from '../app/settings/settings.ts';
import { jsonFile } from './json-file.ts';
import type { Log } from './log.ts';

export interface SettingsStore {
  current(): Settings;
  /** What is absent or undefined stays as it is. */
  change(changes: { readonly [K in keyof Settings]?: Settings[K] | undefined }): Promise<void>;
}

export async function openSettings(
  dataDir: string,
  log: Log,
  onChange: (settings: Settings) => void,
): Promise<SettingsStore> {
  const file = jsonFile(join(dataDir, 'settings.json'), settingsSchema, defaultSettings, log);
  let settings = await file.read();
  return {
    current: () => settings,
    async change(changes) {
      const defined = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      settings = { ...settings, ...defined };
      onChange(settings);
      await file.write(settings);
    },
  };
}
