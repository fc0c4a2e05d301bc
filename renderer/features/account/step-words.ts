import { isJidProblem, typedAddress } from '../../../app/jid.ts';
import { useT } from '../../i18n/i18n.tsx';
import { useAccounts } from './store.ts';

/** What the sign-in of this address is doing right now, in words. */
export function useStepWords(address: string | undefined): string {
  const t = useT();
  const typed = typedAddress(address ?? '');
  const connection = useAccounts((state) => {
    if (isJidProblem(typed)) return undefined;
    return (state.joining?.account === typed ? state.joining : state.accounts.get(typed))?.connection;
  });
  if (connection?.phase === 'connecting') return t(`account.step.${connection.step}`);
  return connection?.phase === 'catching-up' ? t('account.step.binding') : t('account.step.connecting');
}
