import { useEffect, useState } from 'react';
import { call } from '../../data/link.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { showToast } from '../../ui/toasts.ts';

/** Asked of the system each time it is looked at: the person may have changed it there. Absent where there is no such thing. */
export function LoginItem() {
  const t = useT();
  const [on, setOn] = useState<boolean | 'held-back'>();

  useEffect(() => {
    let gone = false;
    void ask().then((answer) => {
      if (!gone) setOn(answer);
    });
    return () => {
      gone = true;
    };
  }, []);

  async function change(wanted: boolean): Promise<void> {
    setOn(wanted);
    const answer = await call('desktop/set-login-item', { on: wanted });
    // The system may want the person to allow it first.
    setOn(await ask());
    if (answer.ok) return;
    showToast(t('settings.loginItem.failed'), { tone: 'danger' });
  }

  if (on === undefined) return null;
  return (
    <Switch
      label={t('settings.loginItem')}
      detail={t(on === 'held-back' ? 'window.loginItem.approval' : 'settings.loginItem.text')}
      checked={on !== false}
      onCheckedChange={(wanted) => void change(wanted)}
    />
  );
}

async function ask(): Promise<boolean | 'held-back' | undefined> {
  const answer = await call('desktop/login-item', {});
  return answer.ok && answer.value !== 'unsupported' ? answer.value : undefined;
}
