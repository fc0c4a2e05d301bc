/** The accounts of this device as main tells of them. Live: nothing of this is stored here. */
import { create } from 'zustand';
import type { AccountInfo } from '../../../app/contract/account.ts';
import type { LiveEvent } from '../../../app/contract/contract.ts';
import type { Hello } from '../../../app/contract/sync.ts';
import type { BareJid } from '../../../app/jid.ts';

export interface AccountsState {
  /** By bare JID, in the order in which they were added. */
  readonly accounts: ReadonlyMap<BareJid, AccountInfo>;
  /** The one whose first sign-in is under way: not an account of this device before that succeeded. */
  readonly joining: AccountInfo | null;
}

export const useAccounts = create<AccountsState>(() => ({ accounts: new Map(), joining: null }));

export function beginAccounts(hello: Hello): void {
  useAccounts.setState({ accounts: new Map(), joining: null });
  for (const info of hello.accounts) change(info);
}

export function applyToAccounts(event: LiveEvent): void {
  if (event.type === 'account/changed') change(event.info);
  else if (event.type === 'account/removed') remove(event.account);
}

function change(info: AccountInfo): void {
  const { accounts, joining } = useAccounts.getState();
  if (info.joining) useAccounts.setState({ joining: info });
  else
    useAccounts.setState({
      accounts: new Map(accounts).set(info.account, info),
      joining: joining?.account === info.account ? null : joining,
    });
}

function remove(gone: BareJid): void {
  const { accounts, joining } = useAccounts.getState();
  useAccounts.setState({
    accounts: new Map([...accounts].filter(([account]) => account !== gone)),
    joining: joining?.account === gone ? null : joining,
  });
}

/** Told of each account that is online now, and of each that comes to be. */
export function whenOnline(listener: (account: BareJid) => void): () => void {
  const online = (accounts: AccountsState['accounts']) =>
    [...accounts.values()].filter(({ connection }) => connection.phase === 'online').map(({ account }) => account);
  for (const account of online(useAccounts.getState().accounts)) listener(account);
  return useAccounts.subscribe(({ accounts }, before) => {
    if (accounts === before.accounts) return;
    const known = new Set(online(before.accounts));
    for (const account of online(accounts)) if (!known.has(account)) listener(account);
  });
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
