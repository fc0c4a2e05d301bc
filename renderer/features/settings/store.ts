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

/** As main keeps them; what is shown has the changes on top that main has not answered. */
let kept = defaultSettings;
let unanswered: readonly SetByThemselves[] = [];

export function beginSettings(hello: Hello): void {
  useSettingsAside.setState({ aside: hello.settingsAside });
  kept = hello.settings;
  show();
}

export function applyToSettings(event: LiveEvent): void {
  if (event.type !== 'settings/changed') return;
  kept = event.settings;
  show();
}

/** The proxy goes with its password, by a command of its own. */
export type SetByThemselves = Partial<Omit<Settings, 'proxy'>>;

/** Gives the fault if it could not be kept. */
export async function changeSettings(change: SetByThemselves): Promise<Fault | undefined> {
  unanswered = [...unanswered, change];
  show();
  const answer = await call('settings/set', change);
  unanswered = unanswered.filter((each) => each !== change);
  if (answer.ok) kept = { ...kept, ...change };
  show();
  return answer.ok ? undefined : answer.fault;
}

function show(): void {
  const shown: Settings = Object.assign({}, kept, ...unanswered);
  useSettings.setState(shown, true);
}
