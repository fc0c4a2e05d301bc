import { useState } from 'react';
import { useT } from '../../i18n/i18n.tsx';
import { CollapsibleHeader } from '../../ui/Collapsible.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import type { ServerEntry } from './attempt.ts';

type Field = keyof ServerEntry;

interface ServerFieldsProps {
  readonly value: ServerEntry;
  readonly onChange: (value: ServerEntry) => void;
  /** What is wrong with a field, in words. */
  readonly errorOf?: (field: Field) => string | undefined;
}

/** Where the server is, folded away: most are found by the address. */
export function ServerFields({ value, onChange, errorOf = () => undefined }: ServerFieldsProps) {
  const t = useT();
  const [opened, setOpened] = useState(value.host !== '' || value.port !== '' || value.websocket !== '');
  const [way, setWay] = useState<'tcp' | 'websocket'>(value.websocket === '' ? 'tcp' : 'websocket');
  const open = opened || (['host', 'port', 'websocket'] as const).some((field) => errorOf(field) !== undefined);
  return (
    <div className="server-fields">
      <CollapsibleHeader title={t('account.more')} open={open} onOpenChange={setOpened} />
      {open && (
        <>
          <p className="ui-field-hint">{t('account.more.hint')}</p>
          <Select
            label={t('account.way')}
            value={way}
            options={(['tcp', 'websocket'] as const).map((each) => ({ value: each, label: t(`account.way.${each}`) }))}
            onValueChange={(next) => {
              setWay(next);
              onChange({ ...value, host: '', port: '', websocket: '' });
            }}
          />
          {way === 'websocket' ? (
            <TextField
              label={t('account.websocket')}
              value={value.websocket}
              onValueChange={(websocket) => onChange({ ...value, websocket })}
              placeholder="wss://example.org/xmpp-websocket"
              error={errorOf('websocket')}
              inputMode="url"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
          ) : (
            <div className="server-fields-row">
              <TextField
                label={t('account.host')}
                value={value.host}
                onValueChange={(host) => onChange({ ...value, host })}
                placeholder={t('account.hostHint')}
                error={errorOf('host')}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
              />
              <TextField
                label={t('account.port')}
                value={value.port}
                onValueChange={(port) => onChange({ ...value, port })}
                placeholder="5222"
                error={errorOf('port')}
                inputMode="numeric"
                autoComplete="off"
              />
            </div>
          )}
        </>
      )}
    </div>
  );
}
