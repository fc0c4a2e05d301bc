/** The accounts of this device as main tells of them. Live: nothing of this is stored here. */
import { create } from 'zustand';
import type { AccountInfo } from '../../../app/contract/account.ts';
import type { LiveEvent } from '../../../app/contract/contract.ts';
import type { Hello } from '../../../app/contract/sync.ts';
import type { BareJid } from '../../../app/jid.ts';

export interface AccountsState {
  /** By bare JID, in the order in which they were added. */
  readonly accounts: ReadonlyMap<BareJid, AccountInfo>;
}

export const useAccounts = create<AccountsState>(() => ({ accounts: new Map() }));

export function beginAccounts(hello: Hello): void {
  useAccounts.setState({ accounts: new Map(hello.accounts.map((info) => [info.account, info])) });
}

export function applyToAccounts(event: LiveEvent): void {
  if (event.type !== 'account/changed' && event.type !== 'account/removed') return;
  const accounts = new Map(useAccounts.getState().accounts);
  if (event.type === 'account/changed') accounts.set(event.info.account, event.info);
  else accounts.delete(event.account);
  useAccounts.setState({ accounts });
}

/** One account, or nothing when it is not on this device (any more). */
export function useAccount(account: BareJid): AccountInfo | undefined {
  return useAccounts((state) => state.accounts.get(account));
}

/** Whether addresses and rows have to say which account they belong to. */
export function useHasSeveralAccounts(): boolean {
  return useAccounts((state) => state.accounts.size > 1);
}

/** Whether commands that need the server would get there now. */
export function isOnline(info: AccountInfo | undefined): boolean {
  return info?.connection.phase === 'online' || info?.connection.phase === 'catching-up';
}
