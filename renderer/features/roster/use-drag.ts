/** Dragging contacts between groups: a move, or with Control (Option on a Mac) held, into a further group. */
import { type DragEvent, useRef, useState } from 'react';
import type { BareJid } from '../../../app/jid.ts';
import { copyToGroup, moveToGroup } from '../../../app/roster/groups.ts';
import type { ContactLine, OutlineRow } from '../../../app/roster/outline.ts';
import type { RosterActions } from './actions.ts';

interface Group {
  readonly account: BareJid;
  readonly name: string;
}

/** A row of its own kind, so that nothing else takes it and it takes nothing else. */
const CONTACT = 'application/x-kith-contact';

export function useDrag(actions: RosterActions) {
  const dragged = useRef<ContactLine | null>(null);
  const [over, setOver] = useState<Group | null>(null);

  function groupOf(row: OutlineRow): Group | null {
    if (row.kind === 'account') return null;
    return { account: row.account, name: row.kind === 'group' ? row.name : row.group };
  }

  const isCopy = (event: DragEvent) => event.ctrlKey || event.altKey;

  function changeFor(event: DragEvent, group: Group | null) {
    const line = dragged.current;
    // Another account has another roster: nothing can be moved between the two.
    if (line === null || group === null || group.account !== line.account) return null;
    return isCopy(event) ? copyToGroup(line.contact, group.name) : moveToGroup(line.contact, line.group, group.name);
  }

  function rowProps(row: OutlineRow) {
    const group = groupOf(row);
    const isOver = over !== null && group?.account === over.account && group.name === over.name;
    return {
      draggable: row.kind === 'contact',
      'data-drop': isOver || undefined,
      onDragStart(event: DragEvent) {
        if (row.kind !== 'contact') return;
        dragged.current = row;
        event.dataTransfer.setData(CONTACT, row.contact.jid);
        event.dataTransfer.effectAllowed = 'copyMove';
      },
      onDragOver(event: DragEvent) {
        const possible = changeFor(event, group) !== null;
        if (possible) {
          event.preventDefault();
          event.dataTransfer.dropEffect = isCopy(event) ? 'copy' : 'move';
        }
        const next = possible ? group : null;
        if (next?.account !== over?.account || next?.name !== over?.name) setOver(next);
      },
      onDrop(event: DragEvent) {
        event.preventDefault();
        const change = changeFor(event, group);
        setOver(null);
        if (change !== null) void actions.change(row.account, [change]);
      },
      onDragEnd() {
        dragged.current = null;
        setOver(null);
      },
    };
  }

  return { rowProps };
}
