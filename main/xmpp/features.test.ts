import { expect, it } from 'vitest';
import { CARBONS } from './carbons.ts';
import { createFeatures } from './features.ts';
import { featureBench } from './testing/feature-bench.ts';

const MAM = 'urn:xmpp:mam:2';

it.each([
  ['goes on with what comes, where other devices are copied', [MAM, CARBONS], 'a1'],
  ['stays, where they are not', [MAM], undefined],
])('the archive position %s', async (_, offered, position) => {
  const bench = featureBench();
  const features = offered.map((feature) => `<feature var="${feature}"/>`).join('');
  bench.answerTo(
    'disco#info',
    `<iq type="result"><query xmlns="http://jabber.org/protocol/disco#info">${features}</query></iq>`,
  );
  bench.answerTo('<query xmlns="urn:xmpp:mam:2"', `<iq type="result"><fin xmlns="${MAM}" complete="true"/></iq>`);
  const { list, messages } = createFeatures(bench.context, {
    version: '1',
    ownPresence: () => ({ show: 'online', status: '' }),
    attended: () => true,
    lastSeen: { at: () => 0, awaySince: () => undefined },
    stored: { name: 'stored' },
    storedKnown: async () => true,
  });
  for (const feature of list) feature.begin?.(bench.session);
  for (const feature of list) await feature.online?.(bench.session);
  bench.receive(
    messages,
    '<message xmlns="jabber:client" from="ben@example.org/phone" to="ann@example.org" type="chat" id="m1"><body>hello</body><stanza-id xmlns="urn:xmpp:sid:0" by="ann@example.org" id="a1"/></message>',
  );
  const stored = bench.durable.filter((event) => event.type === 'chat/entries');
  expect(stored).toMatchObject([{ entries: [{ archiveId: 'a1' }] }]);
  expect(stored[0]?.position).toBe(position);
});
