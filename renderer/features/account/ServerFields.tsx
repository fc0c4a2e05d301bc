import { useState } from 'react';
import { useT } from '../../i18n/i18n.tsx';
import { CollapsibleHeader } from '../../ui/Collapsible.tsx';
import { TextField } from '../../ui/TextField.tsx';
import type { ServerEntry } from './attempt.ts';

interface ServerFieldsProps {
  readonly value: ServerEntry;
  readonly onChange: (value: ServerEntry) => void;
  readonly hostError?: string | undefined;
  readonly portError?: string | undefined;
}

/** Host and port, folded away: most servers are found by the address. */
export function ServerFields({ value, onChange, hostError, portError }: ServerFieldsProps) {
  const t = useT();
  const [opened, setOpened] = useState(value.host !== '' || value.port !== '');
  const open = opened || hostError !== undefined || portError !== undefined;
  return (
    <div className="server-fields">
      <CollapsibleHeader title={t('account.more')} open={open} onOpenChange={setOpened} />
      {open && (
        <>
          <p className="ui-field-hint">{t('account.more.hint')}</p>
          <div className="server-fields-row">
            <TextField
              label={t('account.host')}
              value={value.host}
              onValueChange={(host) => onChange({ ...value, host })}
              placeholder={t('account.hostHint')}
              error={hostError}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
            <TextField
              label={t('account.port')}
              value={value.port}
              onValueChange={(port) => onChange({ ...value, port })}
              placeholder="5222"
              error={portError}
              inputMode="numeric"
              autoComplete="off"
            />
          </div>
        </>
      )}
    </div>
  );
}
