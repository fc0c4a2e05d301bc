import { beforeEach, describe, expect, it } from 'vitest';
import type { Entry } from '../../app/chat/entry.ts';
import { parseXml } from '../../e2e/xml.ts';
import { type ArchiveFeature, createArchive } from './archive.ts';
import { createMessages, type MessagesFeature } from './messages.ts';
import { createRoster, type RosterFeature } from './roster.ts';
import { ann, ben, type FeatureBench, featureBench, noon } from './testing/feature-bench.ts';

let bench: FeatureBench;
let roster: RosterFeature;
let archive: ArchiveFeature;
let messages: MessagesFeature;
beforeEach(() => {
  bench = featureBench();
  roster = createRoster(bench.context);
  archive = createArchive(bench.context);
  messages = createMessages(bench.context, { roster });
  messages.onProven((archiveId) => ({ position: archiveId }));
  messages.begin?.(bench.session);
});

function entries(): Entry[] {
  return bench.durable.flatMap((event) => (event.type === 'chat/entries' ? event.entries : []));
}
const receive = (stanza: string) => bench.receive(archive, stanza) || bench.receive(messages, stanza);
const fromBen = (inside: string, attributes = 'type="chat" id="m1"') =>
  `<message xmlns="jabber:client" from="ben@example.org/phone" to="ann@example.org/Kith" ${attributes}>${inside}</message>`;
const HELLO = '<body>hello</body>';
const forwarded = (message: string) =>
  `<forwarded xmlns="urn:xmpp:forward:0"><delay xmlns="urn:xmpp:delay" stamp="2026-01-01T10:00:00Z"/>${message}</forwarded>`;
const carbon = (from: string, message: string, kind = 'sent') =>
  `<message xmlns="jabber:client" from="${from}" to="ann@example.org/Kith"><${kind} xmlns="urn:xmpp:carbons:2">${forwarded(message)}</${kind}></message>`;

describe('a message', () => {
  beforeEach(() => messages.letThrough('proven'));

  it('is read with what it asks for', () => {
    receive(
      fromBen(
        `${HELLO}<subject>Greeting</subject><request xmlns="urn:xmpp:receipts"/><markable xmlns="urn:xmpp:chat-markers:0"/>
         <stanza-id xmlns="urn:xmpp:sid:0" by="ann@example.org" id="a1"/>`,
      ),
    );
    expect(entries()).toEqual([
      {
        kind: 'message',
        account: ann,
        peer: ben,
        from: 'ben@example.org/phone',
        own: false,
        at: noon,
        origin: 'live',
        archiveId: 'a1',
        type: 'chat',
        stanzaId: 'm1',
        subject: 'Greeting',
        body: 'hello',
        wantsReceipt: true,
        markable: true,
      },
    ]);
    expect(bench.durable).toMatchObject([{ position: 'a1' }]);
  });

  it('takes its time from the delay stamp', () => {
    receive(fromBen(`${HELLO}<delay xmlns="urn:xmpp:delay" stamp="2025-12-31T23:00:00Z"/>`));
    expect(entries()).toMatchObject([{ at: Date.UTC(2025, 11, 31, 23) }]);
  });

  it.each(['9999-12-31T00:00:00Z', '+275760-09-13T00:00:00Z', '2026-01-01T12:00:01Z'])(
    'was not sent after it came, whatever it says (%s)',
    (stamp) => {
      const delay = `<delay xmlns="urn:xmpp:delay" stamp="${stamp}"/>`;
      receive(fromBen(`${HELLO}${delay}`));
      receive(fromBen(`<received xmlns="urn:xmpp:receipts" id="x"/>${delay}`));
      // A carbon without a stamp of the server's (Prosody gives none) has what its sender wrote.
      receive(carbon('ann@example.org', fromBen(`${HELLO}${delay}`), 'received').replace(/<delay [^>]*>/, ''));
      expect(entries().map(({ at }) => at)).toEqual([noon, noon, noon]);
    },
  );

  it.each(['-271821-04-20T00:00:00Z', '1970-01-01T00:00:00Z'])('is not older than Jabber (%s)', (stamp) => {
    receive(fromBen(`${HELLO}<delay xmlns="urn:xmpp:delay" stamp="${stamp}"/>`));
    expect(entries()).toMatchObject([{ at: noon }]);
  });

  it('believes only the archive id of the own archive', () => {
    receive(fromBen(`${HELLO}<stanza-id xmlns="urn:xmpp:sid:0" by="ben@example.org" id="evil"/>`));
    expect(entries()[0]).not.toHaveProperty('archiveId');
  });

  it('without a type is normal, with groupchat is not ours', () => {
    receive(fromBen(HELLO, 'id="m1"'));
    receive(fromBen(HELLO, 'type="groupchat"'));
    expect(entries()).toMatchObject([{ type: 'normal' }]);
  });

  it('that is encrypted names how', () => {
    receive(
      fromBen(
        '<body>I sent you an OMEMO message</body><encryption xmlns="urn:xmpp:eme:0" namespace="eu.siacs.conversations.axolotl" name="OMEMO"/>',
      ),
    );
    expect(entries()).toMatchObject([{ encryption: 'OMEMO' }]);
  });

  it('that invites to a room says to which, directly or through the room', () => {
    receive(fromBen('<x xmlns="jabber:x:conference" jid="tea@rooms.example.org" reason="come"/>', ''));
    receive(
      '<message xmlns="jabber:client" from="cake@rooms.example.org"><x xmlns="http://jabber.org/protocol/muc#user"><invite from="ben@example.org"><reason>sweet</reason></invite></x></message>',
    );
    expect(entries()).toMatchObject([
      { invitation: { room: 'tea@rooms.example.org', reason: 'come' } },
      { invitation: { room: 'cake@rooms.example.org', reason: 'sweet' } },
    ]);
  });

  it('that came back names the message that it belongs to', () => {
    receive(
      fromBen(
        '<error type="cancel"><service-unavailable xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error>',
        'type="error" id="o1"',
      ),
    );
    expect(entries()).toMatchObject([
      { kind: 'error', peer: ben, target: 'o1', fault: { kind: 'refused', condition: 'service-unavailable' } },
    ]);
  });

  it('with only a typing state is told live and not stored', () => {
    receive(fromBen('<composing xmlns="http://jabber.org/protocol/chatstates"/>'));
    expect(entries()).toEqual([]);
    expect(bench.live).toEqual([{ type: 'chat/state', account: ann, peer: ben, state: 'composing' }]);
  });
});

describe('what is said later', () => {
  const correction = fromBen('<body>forged</body><replace xmlns="urn:xmpp:message-correct:0" id="m0"/>');
  const retraction = fromBen('<retract xmlns="urn:xmpp:message-retract:1" id="m0"/>');
  const reactions = fromBen(
    '<reactions xmlns="urn:xmpp:reactions:0" id="m0"><reaction>\u{1F44D}</reaction></reactions>',
  );
  beforeEach(() => messages.letThrough('proven'));

  it.each([
    ['correction', correction],
    ['retraction', retraction],
    ['reactions', reactions],
  ])('is a %s, and none in a forged carbon or archive result', (kind, stanza) => {
    for (const from of ['mallory@example.org', 'ben@example.org', 'ann@example.org/phone']) {
      for (const wrapper of ['sent', 'received']) receive(carbon(from, stanza, wrapper));
    }
    receive(
      `<message xmlns="jabber:client" from="ann@example.org"><result xmlns="urn:xmpp:mam:2" id="a1" queryid="guess">${forwarded(stanza)}</result></message>`,
    );
    expect(entries()).toEqual([]);
    expect(bench.warnings).toHaveLength(7);
    receive(carbon('ann@example.org', stanza, 'received'));
    expect(entries()).toMatchObject([{ kind, target: 'm0', origin: 'carbon' }]);
  });

  it('is known as written by the one who sent it, whomever else it names', () => {
    receive(correction.replace('ben@example.org/phone', 'mallory@example.org/phone'));
    expect(entries()).toMatchObject([{ kind: 'correction', from: 'mallory@example.org/phone', own: false }]);
  });
});

describe('a receipt of ours', () => {
  const asking = fromBen(`${HELLO}<request xmlns="urn:xmpp:receipts"/>`);
  const seenByBen =
    '<iq type="set"><query xmlns="jabber:iq:roster"><item jid="ben@example.org" subscription="from"/></query></iq>';
  const receipts = () => bench.sent.filter((stanza) => stanza.includes('urn:xmpp:receipts'));
  beforeEach(() => messages.letThrough('proven'));

  it('is sent once the message is stored, to somebody who may see us', async () => {
    await bench.ask(roster, seenByBen);
    receive(asking);
    expect(receipts()).toEqual([]);
    bench.store();
    expect(receipts()).toHaveLength(1);
    expect(receipts()[0]).toContain('to="ben@example.org/phone"');
    expect(receipts()[0]).toContain('<received xmlns="urn:xmpp:receipts" id="m1"/>');
  });

  it('is sent once, however often the archive gives the message again', async () => {
    await bench.ask(roster, seenByBen);
    const message = parseXml(asking);
    for (const archiveId of ['a1', 'a1', 'a2']) {
      void messages.store([{ archiveId, message, delay: undefined }], 'catch-up');
      bench.store();
    }
    expect(receipts()).toHaveLength(2);
  });

  it('is not sent by somebody who does not want that', async () => {
    await bench.ask(roster, seenByBen);
    bench.set({ sendReceipts: false });
    receive(asking);
    bench.store();
    expect(receipts()).toEqual([]);
  });

  it('is not sent to a stranger', () => {
    receive(asking);
    bench.store();
    expect(receipts()).toEqual([]);
  });
});

describe('a carbon', () => {
  const sent =
    '<message xmlns="jabber:client" from="ann@example.org/laptop" to="ben@example.org" type="chat" id="c1"><body>from my laptop</body></message>';
  beforeEach(() => messages.letThrough('proven'));

  it('from the own account is an own message, at the time it was sent', () => {
    receive(carbon('ann@example.org', sent));
    expect(entries()).toMatchObject([
      { own: true, peer: ben, origin: 'carbon', body: 'from my laptop', at: Date.UTC(2026, 0, 1, 10) },
    ]);
  });

  it.each(['mallory@example.org', 'ann@example.org/laptop', 'example.org'])('from %s is refused', (from) => {
    receive(carbon(from, sent));
    expect(entries()).toEqual([]);
    expect(bench.warnings).toEqual(['forged carbon refused']);
  });
});

describe('the archive', () => {
  const result = (from: string, queryid: string, id: string) =>
    `<message xmlns="jabber:client" ${from}><result xmlns="urn:xmpp:mam:2" queryid="${queryid}" id="${id}">${forwarded(fromBen(HELLO))}</result></message>`;
  const FIN =
    '<iq type="result"><fin xmlns="urn:xmpp:mam:2" complete="true"><set xmlns="http://jabber.org/protocol/rsm"><last>r2</last></set></fin></iq>';

  it('gives the results of the query that was asked, in their order, and no others', async () => {
    bench.answerTo('urn:xmpp:mam:2', () => {
      receive(result('', 'id-1', 'r1'));
      receive(result('from="ann@example.org"', 'id-1', 'r2'));
      receive(result('from="mallory@example.org"', 'id-1', 'evil1'));
      receive(result('', 'id-9', 'evil2'));
      return FIN;
    });
    const page = await archive.page(bench.session, { max: 10, before: '', with: ben });
    expect(page.messages.map((message) => message.archiveId)).toEqual(['r1', 'r2']);
    expect(page).toMatchObject({ last: 'r2', complete: true });
    expect(bench.warnings).toHaveLength(2);
    expect(bench.sent[0]).toContain('<field var="with"><value>ben@example.org</value></field>');
  });

  it('stamps by a clock that may be ahead of this one, but not by more than a day', () => {
    const message = parseXml(fromBen(HELLO));
    const day = 24 * 3_600_000;
    for (const delay of [noon + day, noon + 2 * day]) {
      void messages.store([{ archiveId: `a${delay}`, message, delay }], 'catch-up');
    }
    expect(entries().map(({ at }) => at)).toEqual([noon + day, noon + day]);
  });

  it('result that nobody asked for is not a message either', () => {
    messages.letThrough('proven');
    receive(result('from="ben@example.org"', 'id-1', 'evil'));
    expect(bench.durable).toEqual([]);
  });
});

describe('while the archive is being caught up with', () => {
  it('live messages wait behind it, unacknowledged, and then follow in order', async () => {
    receive(fromBen('<body>2</body><stanza-id xmlns="urn:xmpp:sid:0" by="ann@example.org" id="a2"/>'));
    expect(bench.held()).toBe(1);
    const page = [{ archiveId: 'a1', message: messageOf('<body>1</body>'), delay: noon - 1000 }];
    const storing = messages.store(page, 'catch-up', { position: 'a1' });
    messages.letThrough('proven');
    bench.store();
    await storing;
    expect(entries()).toMatchObject([{ body: '1' }, { body: '2' }]);
    expect(bench.durable).toMatchObject([{ position: 'a1' }, { position: 'a2' }]);
    expect(bench.held()).toBe(0);
  });

  it('that failed, the position does not pass the hole', () => {
    receive(fromBen(`${HELLO}<stanza-id xmlns="urn:xmpp:sid:0" by="ann@example.org" id="a2"/>`));
    messages.letThrough('unproven');
    expect(entries()).toHaveLength(1);
    expect(bench.durable[0]).not.toHaveProperty('position');
  });

  it('and the session ends, what waited is neither stored nor acknowledged', () => {
    receive(fromBen(HELLO));
    messages.offline?.(true);
    messages.letThrough('proven');
    expect(bench.durable).toEqual([]);
    expect(bench.held()).toBe(1);
  });
});

function messageOf(inside: string) {
  return parseXml(fromBen(inside));
}

it('that comes again before the page has stored it is counted, and handed over once', () => {
  messages.letThrough('proven');
  const hello = fromBen(`${HELLO}<stanza-id xmlns="urn:xmpp:sid:0" by="ann@example.org" id="a1"/>`);
  receive(hello);
  messages.offline?.(false);
  messages.letThrough('proven');
  receive(hello);
  expect(bench.durable).toMatchObject([{ entries: [{ archiveId: 'a1' }] }, { entries: [], position: 'a1' }]);
  bench.store();
  receive(hello);
  expect(bench.durable.at(-1)).toMatchObject({ entries: [{ archiveId: 'a1' }] });
});

describe('history', () => {
  it('waits for what is held, also over a link that was lost meanwhile, but not for a session that is over', async () => {
    const done: string[] = [];
    const wait = (name: string) => messages.flowing().then(() => done.push(name));
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    void wait('at first');
    await turn();
    expect(done).toEqual([]);
    messages.letThrough('proven');
    await turn();
    await wait('open');
    expect(done).toEqual(['at first', 'open']);
    messages.offline?.(false);
    void wait('after a resumption');
    await turn();
    expect(done).toEqual(['at first', 'open']);
    messages.letThrough('proven');
    await turn();
    expect(done).toEqual(['at first', 'open', 'after a resumption']);
    messages.offline?.(false);
    void wait('of a session that ended');
    messages.offline?.(true);
    await turn();
    expect(done).toHaveLength(4);
  });
});
