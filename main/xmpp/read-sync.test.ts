import { beforeEach, describe, expect, it } from 'vitest';
import { createReadSync, type ReadSync } from './read-sync.ts';
import { ann, ben, type FeatureBench, featureBench } from './testing/feature-bench.ts';

const NS = 'urn:xmpp:mds:displayed:0';

let bench: FeatureBench;
let sync: ReadSync;
beforeEach(() => {
  bench = featureBench();
  sync = createReadSync(bench.context, { supported: () => true });
});

const item = (peer: string, id: string, by: string = ann) =>
  `<item id="${peer}"><displayed xmlns="${NS}"><stanza-id xmlns="urn:xmpp:sid:0" by="${by}" id="${id}"/></displayed></item>`;
const items = (inside: string) =>
  `<iq type="result"><pubsub xmlns="http://jabber.org/protocol/pubsub"><items node="${NS}">${inside}</items></pubsub></iq>`;
const event = (items: string, from: string | undefined = ann, node = NS) =>
  `<message xmlns="jabber:client" type="headline"${from === undefined ? '' : ` from="${from}"`}><event xmlns="http://jabber.org/protocol/pubsub#event"><items node="${node}">${items}</items></event></message>`;
const told = () => bench.durable.map((each) => (each.type === 'chat/displayed' ? [each.peer, each.archiveId] : each));
const refusal =
  '<iq type="error"><error type="cancel"><forbidden xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error></iq>';
/** Begins a session, and stores what comes of that. */
async function online(): Promise<void> {
  const begun = sync.online?.(bench.session);
  let isOver = false;
  void Promise.resolve(begun).then(() => {
    isOver = true;
  });
  const storedAll = () => {
    bench.store();
    return isOver;
  };
  await expect.poll(storedAll).toBe(true);
}
const published = () => bench.sent.filter((stanza) => stanza.includes('<publish '));

describe('what other devices read', () => {
  it('is fetched at the start, and then told as it happens', async () => {
    bench.answerTo('<items', items(item(ben, 'a1')));
    await online();
    expect(bench.receive(sync, event(item(ben, 'a2')))).toBe(true);
    expect(told()).toEqual([
      [ben, 'a1'],
      [ben, 'a2'],
    ]);
    bench.answerTo('<items', items(item(ben, 'a2')));
    await online();
    expect(told()).toHaveLength(2);
  });

  it('is believed from the own account only', async () => {
    await online();
    for (const from of ['mallory@example.org', 'ben@example.org', 'example.org', `${ann}/phone`]) {
      expect(bench.receive(sync, event(item(ben, 'forged'), from))).toBe(true);
    }
    expect(told()).toEqual([]);
    expect(bench.warnings).toHaveLength(4);
    expect(bench.receive(sync, event(item(ben, 'a1')))).toBe(true);
    expect(told()).toHaveLength(1);
  });

  it('names the own archive, and somebody', async () => {
    await online();
    bench.receive(sync, event(`${item(ben, 'a1', ben) + item('@', 'a1')}<item id="${ben}"/>`));
    expect(told()).toEqual([]);
  });

  it('waits until what it speaks of was fetched', async () => {
    bench.receive(sync, event(item(ben, 'a1')));
    expect(told()).toEqual([]);
  });

  it('leaves other nodes and other messages to others', () => {
    expect(bench.receive(sync, event('', ann, 'urn:xmpp:avatar:metadata'))).toBe(false);
    expect(bench.receive(sync, '<message xmlns="jabber:client"><body>hello</body></message>')).toBe(false);
  });
});

describe('what was read here', () => {
  it('is published for this account only, the last of each conversation', async () => {
    await online();
    const first = sync.displayed({ peer: ben, archiveId: 'a1' });
    const both = [sync.displayed({ peer: ben, archiveId: 'a2' }), sync.displayed({ peer: ben, archiveId: 'a3' })];
    expect(await Promise.all([first, ...both])).toEqual([true, true, true]);
    expect(published().map((stanza) => /stanza-id [^>]*id="(\w+)"/.exec(stanza)?.[1])).toEqual(['a1', 'a3']);
    for (const stanza of published()) expect(stanza).toContain('<value>whitelist</value>');
  });

  it('is not published without a session, nor before the page has what the other devices read', async () => {
    expect(await sync.displayed({ peer: ben, archiveId: 'a1' })).toBe(false);
    bench.answerTo('<items', items(item(ben, 'a2')));
    const begun = sync.online?.(bench.session);
    await expect.poll(told).toHaveLength(1);
    expect(await sync.displayed({ peer: ben, archiveId: 'a1' })).toBe(false);
    bench.store();
    await begun;
    expect(await sync.displayed({ peer: ben, archiveId: 'a3' })).toBe(true);
    sync.offline?.(true);
    expect(await sync.displayed({ peer: ben, archiveId: 'a4' })).toBe(false);
    expect(published()).toHaveLength(1);
  });

  it('is said to be untold when the server refuses, for whatever reason', async () => {
    await online();
    bench.answerTo('<publish ', refusal);
    expect(await sync.displayed({ peer: ben, archiveId: 'a1' })).toBe(false);
    expect(bench.warnings).toHaveLength(1);
  });

  it('does not wait for ever for a page that can not store', async () => {
    bench.answerTo('<items', items(item(ben, 'a2')));
    const begun = sync.online?.(bench.session);
    await expect.poll(told).toHaveLength(1);
    bench.pass(5000);
    await begun;
    expect(await sync.displayed({ peer: ben, archiveId: 'a3' })).toBe(true);
  });

  it.each([
    // Somebody made the node in another way.
    ['conflict', ['publish max', 'configure', 'publish max']],
    // ejabberd 23.01 does not know all of the conditions.
    ['resource-constraint', ['publish max', 'publish', 'configure']],
  ])('gets a private place, also where that is answered with %s', async (condition, wanted) => {
    let answers = 0;
    const refusal = `<iq type="error"><error type="cancel"><${condition} xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error></iq>`;
    bench.answerTo('publish-options', () => (answers++ === 0 ? refusal : '<iq type="result"/>'));
    await online();
    sync.displayed({ peer: ben, archiveId: 'a1' });
    const steps = () =>
      bench.sent
        .filter((stanza) => stanza.includes('type="set"'))
        .map((stanza) =>
          stanza.includes('<configure') ? 'configure' : stanza.includes('max_items') ? 'publish max' : 'publish',
        );
    await expect.poll(steps).toEqual(wanted);
  });

  it('stays here without a private place for it', async () => {
    sync = createReadSync(bench.context, { supported: () => false });
    await online();
    expect(await sync.displayed({ peer: ben, archiveId: 'a1' })).toBe(true);
    expect(bench.sent).toEqual([]);
  });
});
