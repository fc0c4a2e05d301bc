import { useT } from '../../i18n/i18n.tsx';
import { ProxyForm } from '../network/ProxyForm.tsx';
import { Setting } from './Setting.tsx';

export function NetworkSection() {
  const t = useT();
  return (
    <Setting id="proxy">
      <p className="quiet">{t('network.proxy.text')}</p>
      <ProxyForm />
    </Setting>
  );
}
