import { beforeEach, describe, expect, it } from 'vitest';
import { type AvatarsFeature, createAvatars } from './avatars.ts';
import { sha1 } from './picture.ts';
import { createRoster } from './roster.ts';
import { ann, ben, type FeatureBench, featureBench } from './testing/feature-bench.ts';

/** One red pixel. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==';
const HASH = sha1(Buffer.from(PNG, 'base64'));
const OTHER = 'a'.repeat(40);
const BEN = { jid: ben, groups: [], subscription: 'both', asking: false, approved: false } as const;

const presence = (from: string, photo: string, type = '') =>
  `<presence from="${from}" ${type}><x xmlns="vcard-temp:x:update">${photo}</x></presence>`;
const published = (from: string, metadata: string) =>
  `<message from="${from}" type="headline"><event xmlns="http://jabber.org/protocol/pubsub#event"><items node="urn:xmpp:avatar:metadata"><item><metadata xmlns="urn:xmpp:avatar:metadata">${metadata}</metadata></item></items></event></message>`;
const info = (hash: string, more = 'type="image/png"') => `<info id="${hash}" bytes="70" ${more}/>`;
const card = (photo: string) => `<iq type="result"><vCard xmlns="vcard-temp"><FN>Ben</FN>${photo}</vCard></iq>`;
const photo = (base64: string) => `<PHOTO><TYPE>image/png</TYPE><BINVAL>${base64}</BINVAL></PHOTO>`;
const data = (base64: string) =>
  `<iq type="result"><pubsub xmlns="http://jabber.org/protocol/pubsub"><items node="urn:xmpp:avatar:data"><item id="${HASH}"><data xmlns="urn:xmpp:avatar:data">${base64}</data></item></items></pubsub></iq>`;

let bench: FeatureBench;
let avatars: AvatarsFeature;
let conversion: boolean;
beforeEach(async () => {
  bench = featureBench();
  bench.setCache({ items: [BEN] });
  const roster = createRoster(bench.context);
  await roster.online?.(bench.session);
  bench.durable.length = 0;
  bench.sent.length = 0;
  conversion = true;
  avatars = createAvatars(bench.context, { roster, supported: () => conversion });
});

const told = () => bench.durable.map((event) => event.type === 'avatars/told' && [event.jid, event.hash]);

describe('which picture somebody has', () => {
  it('is told by presence, once, and the presence goes on to whoever shows it', () => {
    const stanza = presence('ben@example.org/home', `<photo>${HASH}</photo>`);
    expect(bench.receive(avatars, stanza)).toBe(false);
    bench.receive(avatars, stanza);
    bench.receive(avatars, presence('ben@example.org/home', '<photo/>'));
    expect(told()).toEqual([
      [ben, HASH],
      [ben, null],
    ]);
  });

  it.each([
    ['nothing yet', presence('ben@example.org/home', '')],
    ['no hash', presence('ben@example.org/home', '<photo>../../etc</photo>')],
    ['leaving', presence('ben@example.org/home', `<photo>${HASH}</photo>`, 'type="unavailable"')],
    ['a stranger', presence('mallory@example.org/home', `<photo>${HASH}</photo>`)],
  ])('is not told by a presence that says it wrongly: %s', (_, stanza) => {
    bench.receive(avatars, stanza);
    expect(told()).toEqual([]);
  });

  it('is told by a request of a stranger', () => {
    bench.receive(avatars, presence('cleo@example.org', `<photo>${HASH}</photo>`, 'type="subscribe"'));
    expect(told()).toEqual([['cleo@example.org', HASH]]);
  });

  it('is told by the account itself, which then outweighs presences', () => {
    expect(bench.receive(avatars, published(ben, info(HASH)))).toBe(true);
    bench.receive(avatars, presence('ben@example.org/old', `<photo>${OTHER}</photo>`));
    bench.receive(avatars, published(ben, ''));
    expect(told()).toEqual([
      [ben, HASH],
      [ben, null],
    ]);
  });

  it.each([
    ['a stranger', 'mallory@example.org'],
    ['a device of a contact', 'ben@example.org/home'],
  ])('is not believed from %s', (_, from) => {
    expect(bench.receive(avatars, published(from, info(HASH)))).toBe(true);
    expect(told()).toEqual([]);
    expect(bench.warnings).toHaveLength(1);
  });

  it('is none when it is only somewhere on the web, or of a kind that can carry scripts', () => {
    bench.receive(avatars, published(ben, info(HASH, 'type="image/png" url="https://example.org/a.png"')));
    bench.receive(avatars, published(ann, info(HASH, 'type="image/svg+xml"')));
    expect(told()).toEqual([
      [ben, null],
      [ann, null],
    ]);
  });
});

describe('a picture', () => {
  it('comes from the account that told of it, else from the card', async () => {
    bench.receive(avatars, published(ben, info(HASH)));
    bench.answerTo('urn:xmpp:avatar:data', data(PNG));
    expect(await avatars.fetch(bench.session, ben, HASH)).toEqual({ hash: HASH, type: 'image/png', base64: PNG });
    bench.answerTo('urn:xmpp:avatar:data', '<iq type="error"/>');
    bench.answerTo('vcard-temp', card(photo(PNG)));
    expect(await avatars.fetch(bench.session, ben, HASH)).toMatchObject({ hash: HASH });
    expect(bench.sent.at(-1)).toContain('to="ben@example.org"');
  });

  it.each([
    ['another one than was told', photo(PNG), OTHER],
    [
      'no picture at all',
      photo(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64')),
      undefined,
    ],
    ['an absurdly large one', photo(wide(60_000)), undefined],
    ['none', '', undefined],
  ])('that is %s is not shown', async (_, inside, hash) => {
    bench.answerTo('vcard-temp', card(inside));
    expect(await avatars.fetch(bench.session, ben, hash)).toBeUndefined();
  });

  it('of a sane size is shown whatever its name', async () => {
    bench.answerTo('vcard-temp', card(photo(wide(600))));
    expect(await avatars.fetch(bench.session, ben, undefined)).toMatchObject({ type: 'image/png' });
  });
});

describe('the own picture', () => {
  const own = { type: 'image/png', side: 1, base64: PNG } as const;

  it('is published with the data first', async () => {
    await avatars.publish(bench.session, own);
    expect(bench.sent).toHaveLength(2);
    expect(bench.sent[0]).toContain(`<item id="${HASH}"><data xmlns="urn:xmpp:avatar:data">`);
    expect(bench.sent[1]).toContain(`<info id="${HASH}" type="image/png" bytes="70" width="1" height="1"/>`);
  });

  it('goes on the card, too, where the server does not put it there; what else is there stays', async () => {
    conversion = false;
    bench.answerTo('type="get"', card(photo('old')));
    await avatars.publish(bench.session, own);
    expect(bench.sent.at(-1)).toContain('<FN>Ben</FN><PHOTO>');
    expect(bench.sent.at(-1)).not.toContain('old');
    await avatars.publish(bench.session, null);
    expect(bench.sent.at(-1)).not.toContain('PHOTO');
  });
});

/** The head of a PNG that says that it is this wide. */
function wide(width: number): string {
  const bytes = Buffer.from(PNG, 'base64');
  bytes.writeUInt32BE(width, 16);
  return bytes.toString('base64');
}
