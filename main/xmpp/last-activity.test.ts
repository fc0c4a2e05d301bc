import { beforeEach, expect, it } from 'vitest';
import { createLastActivity } from './last-activity.ts';
import { createRoster, type RosterFeature } from './roster.ts';
import { type FeatureBench, featureBench, noon } from './testing/feature-bench.ts';

const asked = (from: string) => `<iq type="get" id="1" from="${from}"><query xmlns="jabber:iq:last"/></iq>`;
let bench: FeatureBench;
let roster: RosterFeature;

beforeEach(async () => {
  bench = featureBench();
  bench.set({ sendLastSeen: true });
  roster = createRoster(bench.context);
  for (const item of ['jid="ben@example.org" subscription="from"', 'jid="cleo@example.org" subscription="to"']) {
    await bench.ask(roster, `<iq type="set"><query xmlns="jabber:iq:roster"><item ${item}/></query></iq>`);
  }
});
const lastActivity = () => createLastActivity(bench.context, { roster, lastSeen: () => noon - 90_500 });

it('is told to those who may see the presence, and to the own devices', async () => {
  const told = '<query xmlns="jabber:iq:last" seconds="90"/>';
  expect(await bench.ask(lastActivity(), asked('ben@example.org/phone'))).toBe(told);
  expect(await bench.ask(lastActivity(), asked('ann@example.org/phone'))).toBe(told);
  expect(lastActivity().discloses).toEqual(['jabber:iq:last']);
});

it.each(['cleo@example.org/phone', 'mallory@example.org/x', 'ben@example.org.evil.example/x'])(
  'is not told to %s, who has no subscription',
  async (from) => expect(await bench.ask(lastActivity(), asked(from))).toBe('refused: service-unavailable'),
);

it('is told to nobody, and not disclosed, while the person does not want it', async () => {
  bench.set({ sendLastSeen: false });
  expect(await bench.ask(lastActivity(), asked('ben@example.org/phone'))).toBe('refused: service-unavailable');
  expect(lastActivity().discloses).toEqual([]);
});
