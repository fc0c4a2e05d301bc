/**
 * The roster as a flat list of rows: accounts (when there are several), groups, contacts. Flat, because the window shows
 * a few dozen of what may be ten thousand.
 */
import type { BareJid } from '../jid.ts';
import { NO_GROUP } from './groups.ts';
import type { RosterItem } from './item.ts';

export interface Contact extends RosterItem {
  readonly account: BareJid;
}

/** What is kept of a group beside its contacts. */
export interface GroupState {
  readonly account: BareJid;
  readonly name: string;
  readonly folded: boolean;
  /** Made here: shown also while it is empty. */
  readonly made: boolean;
}

interface Place {
  /** One string for the row; the same for the same thing in a later outline. */
  readonly key: string;
  readonly account: BareJid;
  /** From 1; with `of` what a screen reader says: "2 of 5". */
  readonly position: number;
  readonly of: number;
  /** 1 for what stands at the left edge. */
  readonly level: number;
}
export interface AccountHeader extends Place {
  readonly kind: 'account';
}
export interface GroupHeader extends Place {
  readonly kind: 'group';
  /** NO_GROUP for those in none. */
  readonly name: string;
  readonly open: boolean;
  /** Of its contacts that are shown. */
  readonly online: number;
  readonly total: number;
}
export interface ContactLine extends Place {
  readonly kind: 'contact';
  readonly group: string;
  readonly contact: Contact;
}
export type OutlineRow = AccountHeader | GroupHeader | ContactLine;

export interface OutlineInput {
  /** Which accounts, in which order. */
  readonly accounts: readonly BareJid[];
  /** In the order of their names. */
  readonly contacts: readonly Contact[];
  readonly groups: readonly GroupState[];
  readonly isAvailable: (contact: Contact) => boolean;
  /** While it is given, only what matches is shown, in open groups. */
  readonly matches?: ((contact: Contact) => boolean) | undefined;
  readonly compareNames: (a: string, b: string) => number;
}

/**
 * Within a group whoever is there comes first, then everybody by name. Away and busy do not count for the order: people
 * would jump about in the list without having come or gone.
 */
export function outlineOf(input: OutlineInput): OutlineRow[] {
  const rows: OutlineRow[] = [];
  const several = input.accounts.length > 1;
  for (const [index, account] of input.accounts.entries()) {
    const header: AccountHeader = {
      kind: 'account',
      key: `account ${account}`,
      account,
      position: index + 1,
      of: input.accounts.length,
      level: 1,
    };
    const inside = accountRows(input, account, several ? 2 : 1);
    if (several && (inside.length > 0 || input.matches === undefined)) rows.push(header);
    rows.push(...inside);
  }
  return rows;
}

interface Members {
  readonly available: Contact[];
  readonly others: Contact[];
}

function accountRows(input: OutlineInput, account: BareJid, level: number): OutlineRow[] {
  const states = new Map(input.groups.filter((state) => state.account === account).map((state) => [state.name, state]));
  const members = membersOf(input, account);
  if (input.matches === undefined) {
    for (const state of states.values()) {
      if (state.made && !members.has(state.name)) members.set(state.name, { available: [], others: [] });
    }
  }
  const names = [...members.keys()].sort((a, b) => {
    if (a === NO_GROUP || b === NO_GROUP) return a === b ? 0 : a === NO_GROUP ? 1 : -1;
    return input.compareNames(a, b) || (a < b ? -1 : 1);
  });
  return names.flatMap((name, index): OutlineRow[] => {
    const { available, others } = members.get(name) ?? { available: [], others: [] };
    const total = available.length + others.length;
    const header: GroupHeader = {
      kind: 'group',
      key: `group ${account} ${name}`,
      account,
      name,
      open: input.matches !== undefined || states.get(name)?.folded !== true,
      online: available.length,
      total,
      position: index + 1,
      of: names.length,
      level,
    };
    if (!header.open) return [header];
    const lines = [...available, ...others].map(
      (contact, at): ContactLine => ({
        kind: 'contact',
        key: `contact ${account} ${contact.jid} ${name}`,
        account,
        group: name,
        contact,
        position: at + 1,
        of: total,
        level: level + 1,
      }),
    );
    return [header, ...lines];
  });
}

function membersOf(input: OutlineInput, account: BareJid): Map<string, Members> {
  const members = new Map<string, Members>();
  for (const contact of input.contacts) {
    if (contact.account !== account || input.matches?.(contact) === false) continue;
    const available = input.isAvailable(contact);
    for (const name of contact.groups.length === 0 ? [NO_GROUP] : contact.groups) {
      const group = members.get(name) ?? { available: [], others: [] };
      members.set(name, group);
      (available ? group.available : group.others).push(contact);
    }
  }
  return members;
}
