/** The roster as a tree: accounts when there are several, groups, contacts. */
import { type KeyboardEvent, memo, type RefObject, useEffect, useRef } from 'react';
import type { BareJid } from '../../../app/jid.ts';
import { NO_GROUP } from '../../../app/roster/groups.ts';
import { contactName } from '../../../app/roster/name.ts';
import type { ContactLine as ContactRow, GroupHeader, OutlineRow } from '../../../app/roster/outline.ts';
import { goTo, useNavigation } from '../../frame/navigation.ts';
import { useT } from '../../i18n/i18n.tsx';
import type { MenuEntry } from '../../ui/Menu.tsx';
import { VirtualList, type VirtualListHandle } from '../../ui/VirtualList.tsx';
import { useSettings } from '../settings/store.ts';
import { useRosterActions } from './actions.ts';
import { ContactLine } from './ContactLine.tsx';
import { contactMenu } from './contact-menu.tsx';
import { openRosterDialog } from './dialogs.ts';
import { GroupLine } from './GroupLine.tsx';
import { groupMenu } from './group-menu.tsx';
import { useDrag } from './use-drag.ts';

interface ContactListProps {
  readonly rows: readonly OutlineRow[];
  /** Groups can't be folded while everything is open for a filter. */
  readonly filtered: boolean;
  /** Every group of each account, for the menus. */
  readonly groups: ReadonlyMap<BareJid, readonly string[]>;
}

export const ContactList = memo(function ContactList({ rows, filtered, groups }: ContactListProps) {
  const t = useT();
  const actions = useRosterActions();
  const list = useRef<VirtualListHandle>(null);
  const compact = useSettings((settings) => settings.density === 'compact');
  const selected = useNavigation((state) => state.contact);
  const drag = useDrag(actions);
  useReveal(list, rows, selected);
  const groupsOf = (account: BareJid) => groups.get(account) ?? [];
  const titleOf = (account: BareJid, name: string) =>
    name !== NO_GROUP ? name : t(groupsOf(account).length === 0 ? 'roster.everybody' : 'roster.noGroup');

  function renderRow(row: OutlineRow) {
    switch (row.kind) {
      case 'account':
        return <div className="account-line one-line">{row.account}</div>;
      case 'group': {
        const { account, name, open, online, total } = row;
        return <GroupLine {...{ account, name, open, online, total }} title={titleOf(account, name)} />;
      }
      case 'contact':
        return <ContactLine contact={row.contact} />;
    }
  }

  function rowProps(row: OutlineRow) {
    const place = { 'aria-level': row.level, 'aria-posinset': row.position, 'aria-setsize': row.of };
    switch (row.kind) {
      case 'account':
        return { ...place, 'aria-expanded': true };
      case 'group': {
        const { online, total, open, account } = row;
        const label = t('roster.groupName', { name: titleOf(account, row.name), online, total });
        return { ...place, ...drag.rowProps(row), 'aria-expanded': open, 'aria-label': label };
      }
      case 'contact': {
        const isSelected = selected?.account === row.account && selected.jid === row.contact.jid;
        return { ...place, ...drag.rowProps(row), 'aria-selected': isSelected, onDoubleClick: () => write(row) };
      }
    }
  }

  function menuOf(row: OutlineRow): readonly MenuEntry[] {
    switch (row.kind) {
      case 'account':
        return [];
      case 'group':
        return groupMenu({ t, actions, account: row.account, name: row.name, open: row.open });
      case 'contact':
        return contactMenu({ t, actions, contact: row.contact, group: row.group, groups: groupsOf(row.account) });
    }
  }

  function activate(row: OutlineRow): void {
    if (row.kind === 'contact') goTo({ to: 'contact', account: row.account, jid: row.contact.jid });
    else if (row.kind === 'group' && !filtered) void actions.fold(row.account, row.name, row.open);
  }

  function write(row: OutlineRow): void {
    if (row.kind === 'contact') goTo({ to: 'conversation', account: row.account, peer: row.contact.jid });
  }

  function pressKey(event: KeyboardEvent, row: OutlineRow): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (
      row.kind === 'contact' ? pressOnContact(event.key, row) : row.kind === 'group' && pressOnGroup(event.key, row)
    ) {
      event.preventDefault();
    }
  }

  /** These two answer whether the key was used. */
  function pressOnContact(key: string, row: ContactRow): boolean {
    const { contact, account, group } = row;
    if (key === 'Enter') write(row);
    else if (key === 'F2') openRosterDialog({ kind: 'rename', contact });
    else if (key === 'Delete') openRosterDialog({ kind: 'remove', contact });
    else if (key === 'ArrowLeft') list.current?.focus(`group ${account} ${group}`);
    else return false;
    return true;
  }

  /** As in every tree: right opens, then goes in; left shuts. */
  function pressOnGroup(key: string, row: GroupHeader): boolean {
    const { account, name, open } = row;
    const below = rows[rows.indexOf(row) + 1];
    if (key === 'F2' && name !== NO_GROUP) openRosterDialog({ kind: 'rename-group', account, group: name });
    else if (key === 'ArrowLeft' && open && !filtered) void actions.fold(account, name, true);
    else if (key === 'ArrowRight' && !open) void actions.fold(account, name, false);
    else if (key === 'ArrowRight' && below?.kind === 'contact') list.current?.focus(below.key);
    else return false;
    return true;
  }

  return (
    <VirtualList
      ref={list}
      role="tree"
      label={t('frame.contacts')}
      items={rows}
      keyOf={keyOf}
      rowHeight={compact ? compactHeight : comfortableHeight}
      renderRow={renderRow}
      rowProps={rowProps}
      onActivate={activate}
      onRowKey={pressKey}
      menuOf={menuOf}
      textOf={textOf}
    />
  );
});

/** Whoever was gone to from elsewhere (a notification, a dialog) is brought into view. */
function useReveal(
  list: RefObject<VirtualListHandle | null>,
  rows: readonly OutlineRow[],
  selected: { readonly account: BareJid; readonly jid: BareJid } | null,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list does not jump when its rows change
  useEffect(() => {
    const row = rows.find(
      (each) => each.kind === 'contact' && each.account === selected?.account && each.contact.jid === selected.jid,
    );
    if (row !== undefined) list.current?.scrollTo(row.key);
  }, [selected]);
}

const keyOf = (row: OutlineRow) => row.key;

/** In rem; the same as --row-contact. */
const comfortableHeight = (row: OutlineRow) => (row.kind === 'contact' ? 3 : 2.25);
const compactHeight = (row: OutlineRow) => (row.kind === 'contact' ? 2.25 : 2);

function textOf(row: OutlineRow): string {
  if (row.kind === 'contact') return contactName(row.contact);
  return row.kind === 'group' ? row.name : row.account;
}
