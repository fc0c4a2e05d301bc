import { afterEach, describe, expect, it } from 'vitest';
import { bareJid } from '../../../app/jid.ts';
import type { ContactPresence, Show } from '../../../app/roster/presence.ts';
import { applyToPresence, isAvailable, presenceOf, shownPresence, usePresenceStore } from './presence-store.ts';

const account = bareJid('ann@example.org');
const other = bareJid('ann@example.org.evil');
const ben = bareJid('ben@example.org');
const at = (show: Show | 'offline', status?: string): ContactPresence => ({
  jid: ben,
  resources:
    show === 'offline'
      ? []
      : [{ resource: 'phone', show, priority: 0, since: 0, ...(status === undefined ? {} : { status }) }],
});
const tell = (presence: ContactPresence, to = account) =>
  applyToPresence({ type: 'presence/changed', account: to, contacts: [presence] });

afterEach(() => {
  applyToPresence({ type: 'presence/unknown', account });
  applyToPresence({ type: 'presence/unknown', account: other });
});

describe('presence', () => {
  it('wakes the order of the list only when somebody comes or goes', () => {
    const arrivals = () => usePresenceStore.getState().arrivals;
    const before = arrivals();
    tell(at('online'));
    expect(arrivals()).toBe(before + 1);
    tell(at('away'));
    tell(at('away', 'back at 3'));
    expect(arrivals()).toBe(before + 1);
    tell(at('offline'));
    expect(arrivals()).toBe(before + 2);
  });

  it('leaves the entries of others as they are, so that their rows need not look', () => {
    tell(at('online'));
    const entry = presenceOf(account, ben);
    tell({ ...at('away'), jid: bareJid('cleo@example.org') });
    expect(presenceOf(account, ben)).toBe(entry);
  });

  it('of one account is forgotten with its session, of the others kept', () => {
    tell(at('online'));
    tell(at('online'), other);
    applyToPresence({ type: 'presence/unknown', account });
    expect(isAvailable(account, ben)).toBe(false);
    expect(isAvailable(other, ben)).toBe(true);
  });

  it('is unknown where nobody tells us', () => {
    const told = { isLinked: true, isTold: true };
    const untold = { isLinked: true, isTold: false };
    expect(shownPresence(undefined, told).presence).toBe('offline');
    expect(shownPresence(undefined, untold).presence).toBe('unknown');
    expect(shownPresence({ ...at('offline'), unreachable: true }, told).presence).toBe('unknown');
    expect(shownPresence(at('dnd', 'writing'), untold)).toEqual({ presence: 'dnd', status: 'writing' });
    expect(shownPresence({ ...at('offline'), lastStatus: 'gone fishing' }, told).status).toBe('gone fishing');
  });

  it('is known of nobody while the link is lost; what they last said stays', () => {
    for (const isTold of [true, false]) {
      const lost = { isLinked: false, isTold };
      expect(shownPresence(at('dnd', 'writing'), lost)).toEqual({ presence: 'unknown', status: 'writing' });
      expect(shownPresence(at('offline'), lost).presence).toBe('unknown');
    }
  });
});
