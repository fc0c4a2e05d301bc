import { describe, expect, it } from 'vitest';
import { bareJid } from '../jid.ts';
import type { RosterItem, Subscription } from './item.ts';
import { standingOf, subscriptionActions } from './standing.ts';

const item = (subscription: Subscription, asking = false): RosterItem => ({
  jid: bareJid('mina@example.org'),
  groups: [],
  subscription,
  asking,
  approved: false,
});

describe('the standing of two people', () => {
  it.each([
    ['both', false, 'both', ['stop-seeing', 'stop-being-seen']],
    ['to', false, 'to', ['stop-seeing']],
    ['from', false, 'from', ['ask-again', 'stop-being-seen']],
    ['from', true, 'from-asking', ['ask-again', 'cancel', 'stop-being-seen']],
    ['none', false, 'none', ['ask-again']],
    ['none', true, 'none-asking', ['ask-again', 'cancel']],
    // Servers leave the mark on an item that is `to` or `both` already: there is nothing to wait for.
    ['to', true, 'to', ['stop-seeing']],
    ['both', true, 'both', ['stop-seeing', 'stop-being-seen']],
  ] as const)('%s, asking %s: %s', (subscription, asking, standing, actions) => {
    expect(standingOf(item(subscription, asking))).toBe(standing);
    expect(subscriptionActions(item(subscription, asking))).toEqual(actions);
  });
});
