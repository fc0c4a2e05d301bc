/** Real stanzas, spoiled by chance: what a broken or hostile server could send behind the sign-in. */
import type { Chance } from './random.ts';

export interface Mutation {
  readonly bytes: Uint8Array;
  /** What was done to it, for a report. */
  readonly how: string;
  /** It is no XMPP any more: the stream has to be closed, or waits for ever for the rest. */
  readonly rough: boolean;
}

/** As Prosody, ejabberd, Conversations and Gajim write them; the account is romeo@localhost. */
const REAL = [
  "<message from='juliet@localhost/balcony' to='romeo@localhost' type='chat' id='m1'><body>Art thou not Romeo? 😀</body><active xmlns='http://jabber.org/protocol/chatstates'/><request xmlns='urn:xmpp:receipts'/><markable xmlns='urn:xmpp:chat-markers:0'/><origin-id xmlns='urn:xmpp:sid:0' id='m1'/><stanza-id xmlns='urn:xmpp:sid:0' by='romeo@localhost' id='a1'/></message>",
  "<message from='romeo@localhost' to='romeo@localhost/Kith.test'><received xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='2026-01-01T12:00:00Z'/><message xmlns='jabber:client' from='juliet@localhost/b' to='romeo@localhost/phone' type='chat' id='c1'><body>copied</body></message></forwarded></received></message>",
  "<message from='romeo@localhost' to='romeo@localhost/Kith.test'><result xmlns='urn:xmpp:mam:2' queryid='q1' id='r1'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='2026-01-01T12:00:00Z'/><message xmlns='jabber:client' from='juliet@localhost/b' to='romeo@localhost' type='chat' id='c2'><body>archived</body></message></forwarded></result></message>",
  "<message from='juliet@localhost/b' to='romeo@localhost' type='chat' id='m2'><body>Wherefore</body><replace xmlns='urn:xmpp:message-correct:0' id='m1'/></message>",
  "<message from='juliet@localhost/b' to='romeo@localhost' type='chat' id='m3'><retract xmlns='urn:xmpp:message-retract:1' id='m1'/><fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:message-retract:1'/><body>gone</body></message>",
  "<message from='juliet@localhost/b' to='romeo@localhost' type='chat' id='m4'><reactions xmlns='urn:xmpp:reactions:0' id='m1'><reaction>👍</reaction></reactions></message>",
  "<message from='juliet@localhost/b' to='romeo@localhost' type='chat' id='m5'><reply xmlns='urn:xmpp:reply:0' to='romeo@localhost' id='m1'/><body>&gt; hi\nyes</body><fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='5'/></fallback></message>",
  "<message from='juliet@localhost/b' to='romeo@localhost' id='m6'><received xmlns='urn:xmpp:receipts' id='o1'/><displayed xmlns='urn:xmpp:chat-markers:0' id='o1'/></message>",
  "<message from='juliet@localhost' to='romeo@localhost' type='error' id='o2'><error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>no</text></error></message>",
  "<message from='romeo@localhost' type='headline'><event xmlns='http://jabber.org/protocol/pubsub#event'><items node='urn:xmpp:mds:displayed:0'><item id='juliet@localhost'><displayed xmlns='urn:xmpp:mds:displayed:0'><stanza-id xmlns='urn:xmpp:sid:0' by='romeo@localhost' id='a1'/></displayed></item></items></event></message>",
  "<message from='juliet@localhost' type='headline'><event xmlns='http://jabber.org/protocol/pubsub#event'><items node='urn:xmpp:avatar:metadata'><item id='111'><metadata xmlns='urn:xmpp:avatar:metadata'><info bytes='99' id='111' type='image/png' width='64' height='64'/></metadata></item></items></event></message>",
  "<message from='room@muc.localhost' to='romeo@localhost'><x xmlns='http://jabber.org/protocol/muc#user'><invite from='juliet@localhost'><reason>Come</reason></invite></x></message>",
  "<presence from='juliet@localhost/balcony' to='romeo@localhost'><show>away</show><status>At the window</status><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='https://gajim.org' ver='abc='/><x xmlns='vcard-temp:x:update'><photo>0a</photo></x></presence>",
  "<presence from='stranger@localhost' to='romeo@localhost' type='subscribe'><status>It is me</status><nick xmlns='http://jabber.org/protocol/nick'>Stranger</nick></presence>",
  "<presence from='juliet@localhost' to='romeo@localhost' type='unsubscribed'/>",
  "<presence from='juliet@localhost/b' type='error'><error type='modify'><bad-request xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>",
  "<iq type='set' id='push1' to='romeo@localhost/Kith.test'><query xmlns='jabber:iq:roster' ver='7'><item jid='juliet@localhost' subscription='both' name='Juliet'><group>Capulets</group></item></query></iq>",
  "<iq type='set' id='push2' from='romeo@localhost'><block xmlns='urn:xmpp:blocking'><item jid='tybalt@localhost'/></block></iq>",
  "<iq type='get' id='i1' from='juliet@localhost/b'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>",
  "<iq type='get' id='i2' from='localhost'><ping xmlns='urn:xmpp:ping'/></iq>",
  "<iq type='get' id='i3' from='juliet@localhost/b'><query xmlns='jabber:iq:version'/></iq>",
  "<iq type='result' id='unknown' from='localhost'><query xmlns='jabber:iq:roster'/></iq>",
  "<iq type='error' id='unknown'><error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>",
];

const ADDRESSES = [
  '',
  '@',
  '/',
  'a@@b',
  'a@b@c/d',
  '@localhost',
  'a@',
  'a@localhost/',
  'romeo@localhost',
  'romeo@localhost/other',
  'localhost',
  'ROMEO@LOCALHOST',
  'rømeo@localhost',
  'a b@localhost',
  '\u202Eevil@localhost',
  `${'x'.repeat(1100)}@localhost`,
  'a@[::1]',
  'a@xn--n3h.localhost',
  '＠localhost',
  'a@localhost/\uFFFD',
  'tom&amp;jerry@localhost',
];
const VALUES = [
  '',
  ' ',
  '0',
  '-1',
  '4294967296',
  'NaN',
  '__proto__',
  'constructor',
  'toString',
  '"',
  '💥',
  'x'.repeat(5000),
  '&#10;',
  '../..',
  '%s',
];
const TEXTS = [
  '',
  ' ',
  '&amp;',
  ']]&gt;',
  '\u202E\u2066',
  '\u0301'.repeat(2000),
  '😀'.repeat(3000),
  'x'.repeat(200_000),
  '&#x1F600;',
  '<![CDATA[<b>&]]>',
];
/** Each is refused by name in RFC 6120, section 11. */
const ILL = [
  '<!-- a comment -->',
  "<?php echo 'no' ?>",
  '<!DOCTYPE x>',
  '&nbsp;',
  '&#0;',
  '&#xD800;',
  '&',
  '\u0001',
  '<',
  '</stream:stream>',
  "<!DOCTYPE lolz [<!ENTITY lol 'lol'>]>",
  "<x a='1' a='2'/>",
  '<x a=1/>',
  '<undeclared:x/>',
  '</wrong>',
  '<stream:error/>',
];

type Change = readonly [how: string, change: (xml: string, chance: Chance) => string];

/** What the pattern finds, behind its first group, becomes something else. */
const swap = (pattern: RegExp, by: (chance: Chance) => string) => (xml: string, chance: Chance) => {
  const found = [...xml.matchAll(pattern)];
  if (found.length === 0) return xml;
  const at = chance.pick(found);
  return xml.slice(0, at.index) + (at[1] ?? '') + by(chance) + xml.slice(at.index + at[0].length);
};
const attribute = (value: string) => value.replace(/'/g, '&apos;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

/** What stays well-formed: nothing of it may end the stream, or be believed. */
const GENTLE: readonly Change[] = [
  ['another address', swap(/((?:from|to|jid|by)=')[^']*/g, (chance) => chance.pick(ADDRESSES))],
  ['another value', swap(/(\w=')[^']*/g, (chance) => attribute(chance.pick(VALUES)))],
  ['an attribute goes', swap(/ \w+='[^']*'/g, () => '')],
  [
    'an attribute comes',
    swap(/(<\w+)(?=[ >])/g, (chance) => ` z${chance.int(0, 1e9)}='${attribute(chance.pick(VALUES))}'`),
  ],
  [
    'another namespace',
    swap(/(xmlns=')[^']*/g, (chance) =>
      chance.pick(['urn:x', 'jabber:client', 'urn:xmpp:sm:3', 'urn:xmpp:mam:2', 'urn:xmpp:carbons:2']),
    ),
  ],
  ['another text', swap(/(<(?:body|status|show|nick|reaction|reason)[^>]*>)[^<]*/g, (chance) => chance.pick(TEXTS))],
  [
    'another type',
    swap(/(type=')[^']*/g, (chance) =>
      chance.pick([
        'chat',
        'normal',
        'groupchat',
        'headline',
        'error',
        'set',
        'get',
        'result',
        'subscribe',
        'subscribed',
        'unavailable',
        'probe',
        'é',
      ]),
    ),
  ],
  ['nested', (xml, chance) => nested(xml, chance.int(1, 12))],
  ['in another one', (xml) => `<message from='juliet@localhost/b' type='chat'>${xml}<body>around</body></message>`],
  ['twice', (xml) => xml + xml],
  ['many children', (xml, chance) => xml.replace(/>/, `>${"<x xmlns='urn:x'/>".repeat(chance.int(10, 3000))}`)],
];

/** What is no XMPP any more: the stream is closed, and the next one is as good as new. */
const ROUGH: readonly Change[] = [
  ['forbidden XML', (xml, chance) => insert(xml, chance, chance.pick(ILL))],
  ['cut off', (xml, chance) => `${xml.slice(0, chance.int(1, xml.length - 1))}<message/>`],
  ['too deep', (_, chance) => '<message>'.repeat(chance.int(101, 300))],
  ['endless tag', () => `<message a='${'x'.repeat(100_000)}`],
  ['crossed tags', (xml) => xml.replace(/<\/(\w+)>/, '</z$1>')],
];

function nested(xml: string, depth: number): string {
  return `${'<message><x>'.repeat(depth)}${xml}${'</x></message>'.repeat(depth)}`;
}

function insert(xml: string, chance: Chance, what: string): string {
  const at = chance.int(0, xml.length);
  return xml.slice(0, at) + what + xml.slice(at);
}

/** `rough`: the part (0 to 1) of those that end the stream. */
export function mutate(chance: Chance, rough: number): Mutation {
  const xml = chance.pick(REAL);
  if (chance.in(rough)) {
    if (chance.in(0.25)) {
      const bytes = Buffer.from(xml);
      for (let times = chance.int(1, 4); times > 0; times -= 1)
        bytes[chance.int(0, bytes.length - 1)] = chance.int(0, 255);
      return { bytes, how: 'other bytes', rough: true };
    }
    const [how, change] = chance.pick(ROUGH);
    return { bytes: Buffer.from(change(xml, chance)), how, rough: true };
  }
  let text = xml;
  const done: string[] = [];
  for (let times = chance.int(1, 3); times > 0; times -= 1) {
    const [how, change] = chance.pick(GENTLE);
    text = change(text, chance);
    done.push(how);
  }
  return { bytes: Buffer.from(text), how: done.join(', '), rough: false };
}
