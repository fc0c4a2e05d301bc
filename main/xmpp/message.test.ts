import { describe, expect, it } from 'vitest';
import type { Entry, OutgoingEntry } from '../../app/chat/entry.ts';
import { jidOf } from '../../app/jid.ts';
import { parseXml } from '../../e2e/xml.ts';
import { readMessage, writeOutgoing } from './message.ts';
import { ann, ben, noon } from './testing/feature-bench.ts';

const phone = jidOf('ben@example.org/phone') ?? ben;
const HINTS = '<store xmlns="urn:xmpp:hints"/>';
const fallback = (ns: string, inside = '') => `<fallback xmlns="urn:xmpp:fallback:0" for="${ns}">${inside}</fallback>`;
const REPLY_NS = 'urn:xmpp:reply:0';
const reply = '<reply xmlns="urn:xmpp:reply:0" id="m0" to="ann@example.org/Kith"/>';
const replace = '<replace xmlns="urn:xmpp:message-correct:0" id="m0"/>';
const retract = '<retract xmlns="urn:xmpp:message-retract:1" id="m0"/>';
const reactions = (...list: string[]) =>
  `<reactions xmlns="urn:xmpp:reactions:0" id="m0">${list.map((each) => `<reaction>${each}</reaction>`).join('')}</reactions>`;

function read(inside: string, attributes = 'type="chat" id="m1"'): Entry[] {
  const text = `<message xmlns="jabber:client" from="ben@example.org/phone" to="ann@example.org/Kith" ${attributes}>${inside}</message>`;
  return readMessage(parseXml(text), { account: ann, origin: 'live', now: noon, archiveId: 'a1' });
}

describe('what is read', () => {
  it('of a correction is the whole of what the message should have said', () => {
    expect(read(`<body>better</body>${replace}`)).toEqual([
      {
        kind: 'correction',
        account: ann,
        peer: ben,
        from: phone,
        own: false,
        at: noon,
        origin: 'live',
        archiveId: 'a1',
        stanzaId: 'm1',
        target: 'm0',
        type: 'chat',
        body: 'better',
        wantsReceipt: false,
        markable: false,
      },
    ]);
    expect(read(replace)).toEqual([]);
  });

  it.each([
    ['with its fallback', `${retract}${fallback('urn:xmpp:message-retract:1')}<body>/me retracted</body>${HINTS}`],
    ['whose fallback is not marked', `${retract}<body>/me retracted</body>`],
    [
      'as version 0.3 had it',
      '<apply-to xmlns="urn:xmpp:fasten:0" id="m0"><retract xmlns="urn:xmpp:message-retract:0"/></apply-to><fallback xmlns="urn:xmpp:fallback:0"/><body>/me retracted</body>',
    ],
  ])('of a retraction %s is no message', (_, inside) => {
    expect(read(inside)).toMatchObject([{ kind: 'retraction', target: 'm0', stanzaId: 'm1', archiveId: 'a1' }]);
  });

  it('of reactions is each emoji once, and nothing that is none', () => {
    expect(read(reactions('👍', ' 🎉 ', '👍', 'ok', '👍🎉', ''))).toMatchObject([
      { kind: 'reactions', target: 'm0', reactions: ['👍', '🎉'] },
    ]);
    expect(read(reactions())).toMatchObject([{ kind: 'reactions', reactions: [] }]);
  });

  it('of reactions with a fallback is no message; with words of their own it is one, too', () => {
    const marked = `${reactions('👍')}${fallback('urn:xmpp:reactions:0', '<body/>')}<body>👍</body>`;
    expect(read(marked).map(({ kind }) => kind)).toEqual(['reactions']);
    const entries = read(`${reactions('👍')}<body>really</body>`);
    // The archive's id is that of the stanza, and unique in the store.
    expect(entries.map(({ kind, archiveId }) => [kind, archiveId])).toEqual([
      ['reactions', undefined],
      ['message', 'a1'],
    ]);
  });

  it('of a reply is without the quote, by code points', () => {
    const quote = '> 👩‍👩‍👧 said\n';
    const inside = `${reply}<body>${quote}yes 👍</body>${fallback(REPLY_NS, `<body start="0" end="${[...quote].length}"/>`)}`;
    expect(read(inside)).toMatchObject([
      { kind: 'message', body: 'yes 👍', reply: { target: 'm0', to: 'ann@example.org/Kith' } },
    ]);
  });

  it.each([
    ['<body start="-1" end="3"/>', 'hello'],
    ['<body start="4" end="2"/>', 'hello'],
    ['<body start="x" end="3"/>', 'hello'],
    ['<body start="3"/>', 'hel'],
    ['<body end="3"/>', 'lo'],
    ['<body start="0" end="1"/><body start="4" end="99999999999"/>', 'ell'],
    ['<subject/>', 'hello'],
  ])('of a fallback that says %s is %s', (inside, body) => {
    expect(read(`${reply}<body>hello</body>${fallback(REPLY_NS, inside)}`)).toMatchObject([{ body }]);
  });

  it('of the fallback of something unknown is the fallback', () => {
    expect(read(`<body>a poll: yes or no?</body>${fallback('urn:example:poll')}`)).toMatchObject([
      { body: 'a poll: yes or no?' },
    ]);
    expect(read(`<body>answers nothing</body>${fallback(REPLY_NS)}`)).toMatchObject([{ body: 'answers nothing' }]);
    expect(read('<body>shown</body><fallback xmlns="urn:xmpp:fallback:0"/>')).toMatchObject([{ body: 'shown' }]);
  });

  it('has one entry with the id of the archive, whatever a stanza says', () => {
    const entries = read('<body>all</body><received xmlns="urn:xmpp:receipts" id="o1"/>');
    expect(entries.map(({ kind, archiveId }) => [kind, archiveId])).toEqual([
      ['receipt', undefined],
      ['message', 'a1'],
    ]);
  });

  it.each(['no-permanent-store', 'no-store'])('says that it is not to be kept: %s', (hint) => {
    const [said] = read(`<body>between us</body><${hint} xmlns="urn:xmpp:hints"/>`);
    expect(said).toMatchObject({ body: 'between us', noStore: true });
    expect(
      read(`<body>x</body><${hint} xmlns="urn:example:other"/><no-copy xmlns="urn:xmpp:hints"/>`)[0],
    ).not.toHaveProperty('noStore');
  });

  it('takes the origin-id where there is no id', () => {
    expect(read('<body>x</body><origin-id xmlns="urn:xmpp:sid:0" id="o7"/>', '')).toMatchObject([{ stanzaId: 'o7' }]);
  });
});

describe('what is written', () => {
  const base = { account: ann, peer: ben, originId: 'o1', at: noon };
  /** As the other side would read it. */
  const received = (entry: OutgoingEntry) => {
    const stanza = writeOutgoing(entry);
    stanza.attrs.from = ann;
    const [read] = readMessage(parseXml(stanza.toString()), { account: ann, origin: 'carbon', now: noon });
    return { stanza: stanza.toString(), read };
  };

  it('says nothing of states while they are not sent', () => {
    const entry = { ...base, kind: 'message', type: 'chat', body: 'x' } as const;
    expect(writeOutgoing(entry).toString()).toContain('chatstates');
    expect(writeOutgoing(entry, false).toString()).not.toContain('chatstates');
  });

  it('is read again as it was meant', () => {
    const { stanza, read } = received({
      ...base,
      kind: 'message',
      type: 'chat',
      body: '> mine\nyes 👍',
      reply: { target: 'm0', to: phone, quote: '👩‍👩‍👧\nsecond line' },
    });
    expect(read).toMatchObject({ stanzaId: 'o1', body: '> mine\nyes 👍', reply: { target: 'm0', to: phone } });
    expect(stanza).toContain('&gt; 👩‍👩‍👧\n&gt; second line\n&gt; mine\nyes 👍');
    const correction = received({ ...base, kind: 'correction', target: 'm0', type: 'chat', body: 'better' });
    expect(correction.read).toMatchObject({ kind: 'correction', target: 'm0', body: 'better', stanzaId: 'o1' });
    expect(received({ ...base, kind: 'retraction', target: 'm0' }).read).toMatchObject({
      kind: 'retraction',
      target: 'm0',
    });
    const reacted = received({ ...base, kind: 'reactions', target: 'm0', reactions: ['👍', '🎉'] });
    expect(reacted.read).toMatchObject({ kind: 'reactions', target: 'm0', reactions: ['👍', '🎉'] });
  });

  it('has an origin-id always, and asks to be stored where it has no text', () => {
    const all: OutgoingEntry[] = [
      { ...base, kind: 'message', type: 'chat', body: 'x' },
      { ...base, kind: 'correction', target: 'm0', type: 'chat', body: 'x' },
      { ...base, kind: 'retraction', target: 'm0' },
      { ...base, kind: 'reactions', target: 'm0', reactions: [] },
    ];
    const stanzas = all.map((entry) => writeOutgoing(entry).toString());
    expect(stanzas.filter((stanza) => stanza.includes('<origin-id xmlns="urn:xmpp:sid:0" id="o1"/>'))).toHaveLength(4);
    expect(stanzas.map((stanza) => stanza.includes(HINTS))).toEqual([false, false, true, true]);
  });
});
