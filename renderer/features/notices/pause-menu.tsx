/** The pause of all notifications on this device, in the menu of the own status. */
import { Bell, BellOff } from 'lucide-react';
import type { Translator } from '../../../app/i18n/translator.ts';
import { isQuiet, QUIET_CHOICES, quietEnd } from '../../../app/notices/quiet.ts';
import type { Settings } from '../../../app/settings/settings.ts';
import type { MenuEntry } from '../../ui/Menu.tsx';

export function pauseMenu(
  { t, time }: Translator,
  { quietUntil }: Pick<Settings, 'quietUntil'>,
  change: (change: Pick<Settings, 'quietUntil'>) => void,
): MenuEntry {
  const now = Date.now();
  if (quietUntil !== null && isQuiet(quietUntil, now)) {
    return {
      label: t('tray.quiet.end'),
      detail: t('tray.quietUntil', { time: time(quietUntil) }),
      icon: <Bell />,
      onSelect: () => change({ quietUntil: null }),
    };
  }
  return {
    kind: 'submenu',
    label: t('tray.quiet'),
    icon: <BellOff />,
    items: QUIET_CHOICES.map((choice) => ({
      label: t(`tray.quiet.${choice}`),
      onSelect: () => change({ quietUntil: quietEnd(choice, Date.now()) }),
    })),
  };
}
