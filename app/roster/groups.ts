/** What changes in the roster when people are moved between groups. A group is nothing but its contacts' mention of it. */
import type { RosterChange } from '../contract/roster.ts';
import type { RosterItem } from './item.ts';

/** Stands for "in no group". */
export const NO_GROUP = '';

function changed(item: RosterItem, groups: readonly string[]): RosterChange {
  return { jid: item.jid, name: item.name ?? '', groups: [...new Set(groups)] };
}

/** From one group to another. Into no group: out of all, for else the contact would not stand there. */
export function moveToGroup(item: RosterItem, from: string, to: string): RosterChange | null {
  if (from === to) return null;
  if (to === NO_GROUP) return item.groups.length === 0 ? null : changed(item, []);
  return changed(item, [...item.groups.filter((group) => group !== from), to]);
}

export function copyToGroup(item: RosterItem, to: string): RosterChange | null {
  if (to === NO_GROUP || item.groups.includes(to)) return null;
  return changed(item, [...item.groups, to]);
}

export function leaveGroup(item: RosterItem, group: string): RosterChange | null {
  if (!item.groups.includes(group)) return null;
  return changed(
    item,
    item.groups.filter((each) => each !== group),
  );
}

/** The contacts of the group under its new name; those that were in both stay in one. */
export function renameGroup(items: readonly RosterItem[], from: string, to: string): RosterChange[] {
  return items.flatMap((item) =>
    item.groups.includes(from)
      ? [
          changed(
            item,
            item.groups.map((group) => (group === from ? to : group)),
          ),
        ]
      : [],
  );
}

/** The contacts stay in the roster and in their other groups. */
export function dissolveGroup(items: readonly RosterItem[], group: string): RosterChange[] {
  return items.flatMap((item) => leaveGroup(item, group) ?? []);
}

/** A group's name as it was typed; nothing is left of what is only spaces. */
export function typedGroup(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}
