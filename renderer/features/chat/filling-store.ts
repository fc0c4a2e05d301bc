/** For which accounts the gap in the stored archive is being filled right now. */
import { create } from 'zustand';
import type { LiveEvent } from '../../../app/contract/contract.ts';
import type { BareJid } from '../../../app/jid.ts';

const useFilling = create<{ readonly accounts: ReadonlySet<BareJid> }>(() => ({ accounts: new Set() }));

export function applyToFilling(event: LiveEvent): void {
  if (event.type !== 'chat/filling') return;
  const accounts = new Set(useFilling.getState().accounts);
  if (event.filling) accounts.add(event.account);
  else accounts.delete(event.account);
  useFilling.setState({ accounts });
}

export function useIsFilling(account: BareJid): boolean {
  return useFilling((state) => state.accounts.has(account));
}
