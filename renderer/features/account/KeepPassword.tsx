import type { SecretPlace } from '../../../app/contract/account.ts';
import { useWindow } from '../../frame/window-store.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';

interface KeepPasswordProps {
  /** What it is for the person; by default that they stay signed in. */
  readonly label?: string;
  readonly value: SecretPlace;
  readonly onChange: (value: SecretPlace) => void;
}

/** With a keychain the password goes there; without, a file needs the person's yes, so it is not the default. */
export function KeepPassword({ label, value, onChange }: KeepPasswordProps) {
  const t = useT();
  const place = useLastingPlace();
  const detail = value === 'run' && place === 'keychain' ? 'run' : place;
  return (
    <Checkbox
      label={label ?? t('account.keep')}
      detail={t(`account.keep.${detail}`)}
      checked={value !== 'run'}
      onCheckedChange={(kept) => onChange(kept ? place : 'run')}
    />
  );
}

/** Where a password can stay over a restart. */
export function useLastingPlace(): 'keychain' | 'file' {
  return useWindow((state) => (state.keychain === 'available' ? 'keychain' : 'file'));
}
