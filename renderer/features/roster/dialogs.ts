/** Which dialog about contacts is open. One at a time, from wherever it was asked for. */
import { create } from 'zustand';
import type { ChangeFailure } from '../../../app/contract/roster.ts';
import type { BareJid } from '../../../app/jid.ts';
import type { Contact } from '../../../app/roster/outline.ts';

/** Where a contact goes that gets a new group of its own. */
export interface GroupMove {
  readonly contact: Contact;
  /** Out of this group; null: it stays where it is as well. */
  readonly from: string | null;
}

export type RosterDialog =
  | {
      readonly kind: 'add';
      readonly address?: string;
      readonly account?: BareJid;
      readonly name?: string;
      readonly group?: string;
    }
  | { readonly kind: 'rename'; readonly contact: Contact }
  | { readonly kind: 'remove'; readonly contact: Contact }
  | { readonly kind: 'groups'; readonly contact: Contact }
  | { readonly kind: 'new-group'; readonly account: BareJid; readonly move?: GroupMove }
  | { readonly kind: 'rename-group'; readonly account: BareJid; readonly group: string }
  | { readonly kind: 'stop-seeing' | 'stop-being-seen'; readonly contact: Contact }
  | { readonly kind: 'block-list' }
  | { readonly kind: 'failures'; readonly failures: readonly ChangeFailure[] };

export const useRosterDialog = create<{ readonly dialog: RosterDialog | null }>(() => ({ dialog: null }));

export function openRosterDialog(dialog: RosterDialog): void {
  useRosterDialog.setState({ dialog });
}

export function closeRosterDialog(): void {
  useRosterDialog.setState({ dialog: null });
}
