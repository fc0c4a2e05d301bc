import { defaultSettings, type Settings } from './settings.ts';

/**
 * Everything that a person chose as it is at the first start. Not what Kith only remembers, which nobody wants to be told
 * again; nor the proxy, without which there may be no way to the server.
 */
export type Choices = Omit<Settings, 'trayHintShown' | 'updateDismissed' | 'proxy'>;

export function choicesOf({ trayHintShown: _, updateDismissed: __, proxy: ___, ...choices }: Settings): Choices {
  return choices;
}

export const firstChoices: Choices = choicesOf(defaultSettings);
