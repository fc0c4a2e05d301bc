import { useEffect, useState } from 'react';
import { call } from '../../data/link.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { showToast } from '../../ui/toasts.ts';

/** Asked of the system each time it is looked at: the person may have changed it there. Absent where there is no such thing. */
export function LoginItem() {
  const t = useT();
  const [on, setOn] = useState<boolean>();

  useEffect(() => {
    let gone = false;
    void call('desktop/login-item', {}).then((answer) => {
      if (!gone && answer.ok && answer.value !== 'unsupported') setOn(answer.value);
    });
    return () => {
      gone = true;
    };
  }, []);

  async function change(wanted: boolean): Promise<void> {
    setOn(wanted);
    const answer = await call('desktop/set-login-item', { on: wanted });
    if (answer.ok) return;
    setOn(!wanted);
    showToast(t('settings.loginItem.failed'), { tone: 'danger' });
  }

  if (on === undefined) return null;
  return (
    <Switch
      label={t('settings.loginItem')}
      detail={t('settings.loginItem.text')}
      checked={on}
      onCheckedChange={(wanted) => void change(wanted)}
    />
  );
}
