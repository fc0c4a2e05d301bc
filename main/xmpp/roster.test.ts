import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import { accountCache, emptyCache } from '../../app/contract/sync.ts';
import { parseXml } from '../../e2e/xml.ts';
import { createRoster, type RosterFeature, readItem, writeRemove, writeSet } from './roster.ts';
import { ann, ben, type FeatureBench, featureBench } from './testing/feature-bench.ts';

const VERSIONED = '<features><ver xmlns="urn:xmpp:features:rosterver"/></features>';
const result = (inside: string) => `<iq type="result"><query xmlns="jabber:iq:roster" ${inside}</query></iq>`;
const push = (item: string, from = '') =>
  `<iq type="set" id="p" ${from}><query xmlns="jabber:iq:roster" ver="v2">${item}</query></iq>`;
const BEN = { jid: ben, groups: ['Friends'], subscription: 'both', asking: false, approved: false } as const;

let bench: FeatureBench;
let roster: RosterFeature;
beforeEach(() => {
  bench = featureBench(VERSIONED);
  roster = createRoster(bench.context);
});

describe('the roster at sign-in', () => {
  it('is asked for with the stored version, and an empty result leaves what is stored', async () => {
    bench.setCache({ items: [BEN], rosterVersion: 'v1' });
    await roster.online?.(bench.session);
    expect(bench.sent[0]).toContain('ver="v1"');
    expect(bench.durable).toEqual([]);
    expect(roster.item(ben)).toEqual(BEN);
  });

  it('replaces what is stored, groups doubled or empty left out', async () => {
    bench.answerTo(
      'jabber:iq:roster',
      result(
        'ver="v7"><item jid="ben@example.org" name="Ben" subscription="to" ask="subscribe"><group>A</group><group>A</group><group/></item><item jid="@bad"/>',
      ),
    );
    await roster.online?.(bench.session);
    const item = { jid: ben, name: 'Ben', groups: ['A'], subscription: 'to', asking: true, approved: false };
    expect(bench.durable).toEqual([
      { type: 'roster/received', account: ann, roster: { version: 'v7', items: [item] } },
    ]);
    expect(bench.warnings).toHaveLength(1);
  });

  it('that does not exist is an empty one', async () => {
    bench.answerTo(
      'jabber:iq:roster',
      '<iq type="error"><error type="cancel"><item-not-found xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error></iq>',
    );
    await roster.online?.(bench.session);
    expect(bench.durable).toEqual([{ type: 'roster/received', account: ann, roster: { items: [] } }]);
  });
});

describe('a roster push', () => {
  const item = '<item jid="ben@example.org" subscription="from"/>';

  it.each(['', 'from="ann@example.org"', 'from="Ann@Example.org"'])(
    'from the own account is taken (%s)',
    async (from) => {
      expect(await bench.ask(roster, push(item, from))).toBe('');
      expect(bench.durable).toMatchObject([{ type: 'roster/pushed', version: 'v2', item: { subscription: 'from' } }]);
    },
  );

  it.each(['mallory@example.org', 'example.org', 'ann@example.org.evil.org', 'ann@example.org/other'])(
    'from %s changes nothing',
    async (from) => {
      expect(await bench.ask(roster, push(item, `from="${from}"`))).toBe('refused: service-unavailable');
      expect(bench.durable).toEqual([]);
      expect(roster.item(ben)).toBeUndefined();
      expect(bench.warnings).toEqual(['forged roster push refused']);
    },
  );

  it('that removes tells of what was there', async () => {
    const seen: unknown[] = [];
    await bench.ask(roster, push(item));
    roster.onChange((before, after) => seen.push([before?.subscription, after]));
    await bench.ask(roster, push('<item jid="ben@example.org" subscription="remove"/>'));
    expect(seen).toEqual([['from', undefined]]);
    expect(bench.durable.at(-1)).toMatchObject({ type: 'roster/removed', jid: ben });
  });

  it.each(['', `${item}${item}`, '<item/>', '<item jid="ben@example.org" subscription="all"/>'])(
    'that can not be read is refused (%#)',
    async (items) => {
      expect(await bench.ask(roster, push(items))).toBe('refused: bad-request');
      expect(bench.durable).toEqual([]);
    },
  );
});

it('writes a set with one item and without subscription, and a removal', () => {
  expect(writeSet(ben, '', ['A & B']).toString()).toBe(
    '<iq type="set"><query xmlns="jabber:iq:roster"><item jid="ben@example.org"><group>A &amp; B</group></item></query></iq>',
  );
  expect(writeRemove(ben).toString()).toContain('<item jid="ben@example.org" subscription="remove"/>');
});

it('takes of an item what the page takes, in whole characters', () => {
  const long = `${'n'.repeat(1023)}\u{1F33B}`;
  const groups = [long, `${long}!`, ...Array.from({ length: 600 }, (_, index) => `Group ${index}`)];
  const item = readItem(
    parseXml(`<item jid="${ben}" name="${long}">${groups.map((group) => `<group>${group}</group>`).join('')}</item>`),
  );
  const short = 'n'.repeat(1023);
  expect(item).toMatchObject({ name: short });
  expect(item).toHaveProperty('groups.length', 500);
  expect(item).toHaveProperty('groups.1', 'Group 0');
  expect(v.is(accountCache, { ...emptyCache(ann), items: [item] })).toBe(true);
});
