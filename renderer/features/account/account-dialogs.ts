/** Which of the account's dialogs is open; menus and chips in several places open them. */
import { create } from 'zustand';
import type { BareJid } from '../../../app/jid.ts';

export type AccountDialog =
  | { readonly kind: 'add' }
  | { readonly kind: 'sign-in'; readonly account: BareJid }
  | { readonly kind: 'connection'; readonly account: BareJid }
  | { readonly kind: 'remove'; readonly account: BareJid }
  /** Without an account: the text for all. */
  | { readonly kind: 'status-text'; readonly account?: BareJid };

export const useAccountDialog = create<{ readonly dialog: AccountDialog | null }>(() => ({ dialog: null }));

export function openAccountDialog(dialog: AccountDialog | null): void {
  useAccountDialog.setState({ dialog });
}
