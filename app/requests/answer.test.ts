import { describe, expect, it } from 'vitest';
import { bareJid } from '../jid.ts';
import type { RosterItem } from '../roster/item.ts';
import { askerName, canAddBack, nextToShow } from './answer.ts';

const account = bareJid('ann@example.org');
const from = bareJid('mina@example.org');
const contact = (changes: Partial<RosterItem>): RosterItem => ({
  jid: from,
  groups: [],
  subscription: 'none',
  asking: false,
  approved: false,
  ...changes,
});

describe('adding back', () => {
  it.each([
    [undefined, true],
    [contact({}), true],
    [contact({ subscription: 'from' }), true],
    [contact({ asking: true }), false],
    [contact({ subscription: 'to' }), false],
    [contact({ subscription: 'both' }), false],
  ])('%o: %s', (item, possible) => {
    expect(canAddBack(item)).toBe(possible);
  });
});

describe('the name of an asker', () => {
  it('is the one that the person gave, before what the asker claims', () => {
    const request = { account, from, at: 0, nick: 'The Bank' };
    expect(askerName(request, contact({ name: 'Mina' }))).toBe('Mina');
    expect(askerName(request, undefined)).toBe('The Bank');
    expect(askerName({ account, from, at: 0, nick: ' ' }, contact({}))).toBe('mina');
  });
});

describe('the next dialog', () => {
  it('is for the oldest request that was not shown', () => {
    const requests = [
      { at: 3, setAside: false },
      { at: 1, setAside: true },
      { at: 2, setAside: false },
    ];
    expect(nextToShow(requests)?.at).toBe(2);
    expect(nextToShow([{ at: 1, setAside: true }])).toBeUndefined();
  });
});
