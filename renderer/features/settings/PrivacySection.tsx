import { STRANGERS } from '../../../app/notices/strangers.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { Setting } from './Setting.tsx';
import { useSettings } from './store.ts';
import { useChange } from './use-change.ts';

const SWITCHES = ['sendReceipts', 'sendMarkers', 'sendTyping', 'sendLastSeen'] as const;

export function PrivacySection() {
  const t = useT();
  const change = useChange();
  const settings = useSettings();
  const switches = SWITCHES.map((name) => (
    <Setting key={name} id={name}>
      <Switch
        label={t(`settings.${name}`)}
        detail={t(`settings.${name}.text`)}
        checked={settings[name]}
        onCheckedChange={(on) => change({ [name]: on })}
      />
    </Setting>
  ));
  return (
    <>
      {switches}
      <Setting id="strangers">
        <Choice
          label={t('settings.strangers')}
          value={settings.strangers}
          options={STRANGERS.map((value) => ({
            value,
            label: t(`settings.strangers.${value}`),
            detail: t(`settings.strangers.${value}.text`),
          }))}
          onValueChange={(strangers) => change({ strangers })}
        />
      </Setting>
    </>
  );
}
