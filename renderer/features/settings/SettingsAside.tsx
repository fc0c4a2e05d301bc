/** Tells that the settings of before could not be read in full, and where their file is now. */
import { useEffect, useRef } from 'react';
import { goTo } from '../../frame/navigation.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { showToast } from '../../ui/toasts.ts';
import { useAccounts } from '../account/store.ts';
import { useSettingsAside } from './store.ts';

/** ms; nobody may be looking at the window when Kith starts. */
const LONG = 60_000;

/** Once, wherever the person is. */
export function SettingsAsideToast() {
  const t = useT();
  const aside = useSettingsAside((state) => state.aside);
  const told = useRef(false);
  useEffect(() => {
    if (aside === null || told.current) return;
    told.current = true;
    // Before anybody is signed in there are no settings to look at.
    const hasPage = useAccounts.getState().accounts.size > 0;
    const action = { label: t('settings.aside.look'), onPress: () => goTo({ to: 'settings' }) };
    showToast(t(`settings.aside.${aside.why}`), { duration: LONG, ...(hasPage ? { action } : {}) });
  }, [aside, t]);
  return null;
}

export function SettingsAsideBanner() {
  const t = useT();
  const aside = useSettingsAside((state) => state.aside);
  if (aside === null) return null;
  return (
    <Banner tone="warning" title={t(`settings.aside.${aside.why}`)}>
      <p>{t(`settings.aside.${aside.why}.text`)}</p>
      <p>{t('settings.aside.file', { file: aside.file })}</p>
    </Banner>
  );
}
