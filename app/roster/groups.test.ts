import { describe, expect, it } from 'vitest';
import { bareJid } from '../jid.ts';
import { copyToGroup, dissolveGroup, leaveGroup, moveToGroup, NO_GROUP, renameGroup, typedGroup } from './groups.ts';
import type { RosterItem } from './item.ts';

const mina = bareJid('mina@example.org');
const inGroups = (...groups: string[]): RosterItem => ({
  jid: mina,
  name: 'Mina',
  groups,
  subscription: 'both',
  asking: false,
  approved: false,
});

describe('groups', () => {
  it('take a contact from one to another and leave the others alone', () => {
    expect(moveToGroup(inGroups('Friends', 'Work'), 'Friends', 'Family')).toEqual({
      jid: mina,
      name: 'Mina',
      groups: ['Work', 'Family'],
    });
    expect(moveToGroup(inGroups('Friends', 'Work'), 'Friends', 'Work')?.groups).toEqual(['Work']);
    expect(moveToGroup(inGroups(), NO_GROUP, 'Family')?.groups).toEqual(['Family']);
    expect(moveToGroup(inGroups('Friends'), 'Friends', 'Friends')).toBeNull();
  });

  it('let go of a contact that is put where the ungrouped are', () => {
    expect(moveToGroup(inGroups('Friends', 'Work'), 'Friends', NO_GROUP)?.groups).toEqual([]);
    expect(leaveGroup(inGroups('Friends', 'Work'), 'Friends')?.groups).toEqual(['Work']);
    expect(leaveGroup(inGroups('Work'), 'Friends')).toBeNull();
  });

  it('hold a contact once', () => {
    expect(copyToGroup(inGroups('Friends'), 'Work')?.groups).toEqual(['Friends', 'Work']);
    expect(copyToGroup(inGroups('Friends'), 'Friends')).toBeNull();
    expect(copyToGroup(inGroups('Friends'), NO_GROUP)).toBeNull();
  });

  it('are renamed and dissolved by their contacts', () => {
    const items = [inGroups('Friends', 'Work'), inGroups('Work'), inGroups()];
    expect(renameGroup(items, 'Friends', 'Work').map((change) => change.groups)).toEqual([['Work']]);
    expect(renameGroup(items, 'Work', 'Office').map((change) => change.groups)).toEqual([
      ['Friends', 'Office'],
      ['Office'],
    ]);
    expect(dissolveGroup(items, 'Work').map((change) => change.groups)).toEqual([['Friends'], []]);
  });

  it('have names without spaces around and doubled inside', () => {
    expect(typedGroup('  Old   friends ')).toBe('Old friends');
    expect(typedGroup('   ')).toBe('');
  });
});
