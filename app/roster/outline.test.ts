import { describe, expect, it } from 'vitest';
import { bareJid } from '../jid.ts';
import { NO_GROUP } from './groups.ts';
import { type Contact, type OutlineInput, outlineOf } from './outline.ts';

const ann = bareJid('ann@example.org');
const work = bareJid('ann@work.example');
const contact = (local: string, groups: string[], account = ann): Contact => ({
  account,
  jid: bareJid(`${local}@example.org`),
  groups,
  subscription: 'both',
  asking: false,
  approved: false,
});

function outline(input: Partial<OutlineInput> & Pick<OutlineInput, 'contacts'>): string[] {
  const rows = outlineOf({
    accounts: [ann],
    groups: [],
    isAvailable: () => false,
    compareNames: (a, b) => a.localeCompare(b),
    ...input,
  });
  return rows.map((row) => {
    const indent = '  '.repeat(row.level - 1);
    if (row.kind === 'account') return `${indent}${row.account}`;
    if (row.kind === 'group')
      return `${indent}${row.open ? '-' : '+'} ${row.name || '(none)'} ${row.online}/${row.total}`;
    return `${indent}${row.contact.jid.split('@')[0]} ${row.position} of ${row.of}`;
  });
}

describe('the outline of a roster', () => {
  const contacts = [contact('ben', ['Work', 'Friends']), contact('cleo', []), contact('dan', ['Friends'])];

  it('lists groups by name, the ungrouped last, and somebody in two groups in both', () => {
    expect(outline({ contacts })).toEqual([
      '- Friends 0/2',
      '  ben 1 of 2',
      '  dan 2 of 2',
      '- Work 0/1',
      '  ben 1 of 1',
      '- (none) 0/1',
      '  cleo 1 of 1',
    ]);
  });

  it('puts whoever is there first', () => {
    expect(outline({ contacts, isAvailable: ({ jid }) => jid.startsWith('dan') }).slice(0, 3)).toEqual([
      '- Friends 1/2',
      '  dan 1 of 2',
      '  ben 2 of 2',
    ]);
  });

  it('keeps folded groups shut and counts what is in them', () => {
    const groups = [{ account: ann, name: 'Friends', folded: true, made: false }];
    expect(outline({ contacts, groups })[0]).toBe('+ Friends 0/2');
    expect(outline({ contacts, groups })[1]).toBe('- Work 0/1');
  });

  it('shows an empty group only if it was made here', () => {
    const groups = [
      { account: ann, name: 'New', folded: false, made: true },
      { account: ann, name: 'Old', folded: true, made: false },
    ];
    expect(outline({ contacts: [], groups })).toEqual(['- New 0/0']);
  });

  it('opens everything for a filter and leaves out what does not match', () => {
    const groups = [
      { account: ann, name: 'Friends', folded: true, made: true },
      { account: ann, name: 'New', folded: false, made: true },
    ];
    expect(outline({ contacts, groups, matches: ({ jid }) => jid.startsWith('dan') })).toEqual([
      '- Friends 0/1',
      '  dan 1 of 1',
    ]);
  });

  it('is headed by accounts when there are several', () => {
    const accounts = [ann, work];
    const both = [...contacts.slice(1, 2), contact('eve', ['Office'], work)];
    expect(outline({ accounts, contacts: both })).toEqual([
      'ann@example.org',
      '  - (none) 0/1',
      '    cleo 1 of 1',
      'ann@work.example',
      '  - Office 0/1',
      '    eve 1 of 1',
    ]);
    expect(outline({ accounts, contacts: both, matches: ({ jid }) => jid.startsWith('eve') })[0]).toBe(
      'ann@work.example',
    );
  });

  it('names each row once, also for somebody who is in two groups', () => {
    const rows = outlineOf({
      accounts: [ann, work],
      contacts: [...contacts, contact('ben', ['Work'], work)],
      groups: [],
      isAvailable: () => true,
      compareNames: () => 0,
    });
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
    expect(rows.some((row) => row.kind === 'group' && row.name === NO_GROUP)).toBe(true);
  });
});
