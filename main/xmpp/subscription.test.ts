import { beforeEach, describe, expect, it } from 'vitest';
import { createRoster, type RosterFeature } from './roster.ts';
import { createSubscription, type SubscriptionFeature } from './subscription.ts';
import { ann, ben, type FeatureBench, featureBench, noon } from './testing/feature-bench.ts';

let bench: FeatureBench;
let roster: RosterFeature;
let subscription: SubscriptionFeature;

async function start(features?: string): Promise<void> {
  bench = featureBench(features);
  roster = createRoster(bench.context);
  subscription = createSubscription(bench.context, { roster });
}
async function signIn(): Promise<void> {
  await subscription.compareAround(async () => roster.online?.(bench.session));
  await subscription.online?.(bench.session);
}
beforeEach(() => start());

const presence = (type: string, inside = '') =>
  bench.receive(subscription, `<presence from="ben@example.org" type="${type}">${inside}</presence>`);
const push = (attributes: string) =>
  bench.ask(
    roster,
    `<iq type="set"><query xmlns="jabber:iq:roster"><item jid="ben@example.org" ${attributes}/></query></iq>`,
  );
const requests = () =>
  bench.durable.flatMap((event) => {
    if (event.type === 'requests/received') return [`received ${event.request.note ?? ''}`.trim()];
    if (event.type === 'requests/ended') return [event.end];
    if (event.type === 'requests/answer-to-us') return [event.answer];
    return event.type === 'requests/answered' ? ['answered'] : [];
  });
const ASKING = 'subscription="none" ask="subscribe"';

describe('our request', () => {
  beforeEach(async () => {
    await signIn();
    await push(ASKING);
  });

  it('accepted, stanza first (Prosody), is told once', async () => {
    presence('subscribed');
    await push('subscription="to"');
    expect(requests()).toEqual(['accepted']);
  });

  it('accepted, push first (ejabberd), is told once', async () => {
    await push('subscription="to"');
    presence('subscribed');
    expect(requests()).toEqual(['accepted']);
  });

  it.each([['stanza first'], ['push first']])('declined, %s, is told once', async (order) => {
    if (order === 'stanza first') presence('unsubscribed');
    await push('subscription="none"');
    if (order === 'push first') presence('unsubscribed');
    expect(requests()).toEqual(['declined']);
  });

  it('declined with `unsubscribe`, as Spark does, is told, and the pending mark is cleared', () => {
    presence('unsubscribe');
    expect(requests()).toEqual(['declined']);
    expect(bench.sent.at(-1)).toBe('<presence to="ben@example.org" type="unsubscribe"/>');
  });

  it('taken back by us is no answer of theirs', async () => {
    subscription.cancel(bench.session, ben);
    await push('subscription="none"');
    presence('unsubscribed');
    expect(requests()).toEqual([]);
  });

  it('asked again can be answered again', async () => {
    presence('unsubscribed');
    await push('subscription="none"');
    subscription.ask(bench.session, ben, 'please');
    await push(ASKING);
    await push('subscription="to"');
    expect(requests()).toEqual(['declined', 'accepted']);
  });
});

it.each([
  ['to', 'accepted'],
  ['none', 'declined'],
])('our request answered while we were offline shows in the roster (%s)', async (now, answer) => {
  bench.setCache({ items: [{ jid: ben, groups: [], subscription: 'none', asking: true, approved: false }] });
  bench.answerTo(
    'jabber:iq:roster',
    `<iq type="result"><query xmlns="jabber:iq:roster"><item jid="ben@example.org" subscription="${now}"/></query></iq>`,
  );
  await signIn();
  expect(requests()).toEqual([answer]);
});

it('an `unsubscribed` out of nothing changes nothing', async () => {
  await signIn();
  presence('unsubscribed');
  presence('subscribed');
  presence('unsubscribe');
  expect(requests()).toEqual([]);
  expect(bench.sent.filter((stanza) => stanza.startsWith('<presence'))).toEqual([]);
});

describe('a request to us', () => {
  beforeEach(signIn);

  it('is told with its words; nothing is accepted by itself', () => {
    presence('subscribe', '<status>it is me</status>');
    expect(requests()).toEqual(['received it is me']);
    expect(bench.sent.filter((stanza) => stanza.startsWith('<presence'))).toEqual([]);
  });

  it('was not made after it came, whatever it says', () => {
    presence('subscribe', '<delay xmlns="urn:xmpp:delay" stamp="9999-12-31T00:00:00Z"/>');
    expect(bench.durable).toMatchObject([{ request: { at: noon } }]);
  });

  it('keeps whole characters of words that are too long', () => {
    presence('subscribe', `<status>${'n'.repeat(1023)}\u{1F33B}</status>`);
    expect(requests()).toEqual([`received ${'n'.repeat(1023)}`]);
  });

  it('taken back ends', () => {
    presence('subscribe');
    presence('unsubscribe');
    expect(requests()).toEqual(['received', 'withdrawn']);
  });

  it('accepted on another device ends', async () => {
    presence('subscribe');
    await push('subscription="from"');
    expect(requests()).toEqual(['received', 'accepted-elsewhere']);
  });

  it('accepted here is accepted once the roster says so, and asks back', async () => {
    presence('subscribe');
    const accepting = subscription.accept(bench.session, ben, { addBack: true, name: 'Ben', groups: ['Friends'] });
    await push('subscription="from"');
    expect(await accepting).toBe('accepted');
    expect(requests()).toEqual(['received', 'answered']);
    expect(bench.sent.filter((stanza) => stanza.startsWith('<presence'))).toEqual([
      '<presence to="ben@example.org" type="subscribed"/>',
      '<presence to="ben@example.org" type="subscribe"/>',
    ]);
  });

  it('accepted after it is gone says so, and leaves no approval for later behind', async () => {
    await start('<features><sub xmlns="urn:xmpp:features:pre-approval"/></features>');
    await signIn();
    const accepting = subscription.accept(bench.session, ben, { addBack: true, name: 'Ben', groups: ['Friends'] });
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
    bench.pass(5000);
    expect(await accepting).toBe('gone');
    expect(bench.sent.filter((stanza) => stanza.startsWith('<presence'))).toEqual([
      '<presence to="ben@example.org" type="subscribed"/>',
      '<presence to="ben@example.org" type="unsubscribed"/>',
    ]);
    expect(bench.sent.join()).not.toContain('<item');
  });

  it('declined here says `unsubscribed`', () => {
    presence('subscribe');
    subscription.decline(bench.session, ben);
    expect(bench.sent.at(-1)).toBe('<presence to="ben@example.org" type="unsubscribed"/>');
    expect(requests()).toEqual(['received', 'answered']);
  });
});

it('a stored request that the server does not deliver again at sign-in is gone; one that it delivers stays', async () => {
  const cleo = 'cleo@example.org' as typeof ben;
  bench.setCache({ requests: [ben, cleo] });
  await signIn();
  presence('subscribe');
  await new Promise(setImmediate);
  bench.pass(5000);
  expect(bench.durable.filter((event) => event.type === 'requests/ended')).toEqual([
    { type: 'requests/ended', account: ann, from: cleo, end: 'withdrawn' },
  ]);
});
