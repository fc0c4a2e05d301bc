/** The settings as main keeps them; a change shows at once and is taken back if main refuses. */
import { create } from 'zustand';
import type { LiveEvent } from '../../../app/contract/contract.ts';
import type { SettingsAside } from '../../../app/contract/settings.ts';
import type { Hello } from '../../../app/contract/sync.ts';
import type { Fault } from '../../../app/fault.ts';
import { defaultSettings, type Settings } from '../../../app/settings/settings.ts';
import { call } from '../../data/link.ts';

export const useSettings = create<Settings>(() => defaultSettings);

/** What became of the file of before, if it could not be read in full at this start. */
export const useSettingsAside = create<{ readonly aside: SettingsAside | null }>(() => ({ aside: null }));

export function beginSettings(hello: Hello): void {
  useSettingsAside.setState({ aside: hello.settingsAside });
  useSettings.setState(hello.settings, true);
}

export function applyToSettings(event: LiveEvent): void {
  if (event.type === 'settings/changed') useSettings.setState(event.settings, true);
}

/** The proxy goes with its password, by a command of its own. */
export type SetByThemselves = Partial<Omit<Settings, 'proxy'>>;

/** Gives the fault if it could not be kept. */
export async function changeSettings(change: SetByThemselves): Promise<Fault | undefined> {
  const before = useSettings.getState();
  useSettings.setState(change);
  const answer = await call('settings/set', change);
  if (answer.ok) return undefined;
  const undone = Object.keys(change).map((key) => [key, before[key as keyof Settings]]);
  useSettings.setState(Object.fromEntries(undone) as Partial<Settings>);
  return answer.fault;
}
