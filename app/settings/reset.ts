import { defaultSettings, type Settings } from './settings.ts';

/** What Kith only remembers: nobody chose it, and nobody wants it again. */
const REMEMBERED = ['trayHintShown', 'updateDismissed'] as const satisfies readonly (keyof Settings)[];

/** Everything that a person chose as it is at the first start. */
export function resetSettings(settings: Settings): Settings {
  const remembered = Object.fromEntries(REMEMBERED.map((name) => [name, settings[name]]));
  return { ...defaultSettings, ...(remembered as Pick<Settings, (typeof REMEMBERED)[number]>) };
}
