import { beforeEach, expect, it } from 'vitest';
import { type CarbonsFeature, createCarbons } from './carbons.ts';
import { type FeatureBench, featureBench } from './testing/feature-bench.ts';

let bench: FeatureBench;
let supported: boolean;
let carbons: CarbonsFeature;
beforeEach(() => {
  bench = featureBench();
  supported = true;
  carbons = createCarbons({ supported: () => supported, log: bench.context.log });
});

it('are there once the server said so', async () => {
  expect(carbons.enabled()).toBe(false);
  const asked = carbons.online?.(bench.session);
  expect(carbons.enabled()).toBe(false);
  await asked;
  expect(bench.sent).toEqual(['<iq type="set"><enable xmlns="urn:xmpp:carbons:2"/></iq>']);
  expect(carbons.enabled()).toBe(true);
});

it('are not there where the server refuses them in a later session, or offers none', async () => {
  await carbons.online?.(bench.session);
  const answer = (text: string) => bench.answerTo('urn:xmpp:carbons:2', text);
  answer(
    '<iq type="error"><error type="cancel"><not-allowed xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error></iq>',
  );
  await carbons.online?.(bench.session);
  expect(carbons.enabled()).toBe(false);
  expect(bench.warnings).toEqual(['carbons refused']);
  answer('<iq type="result"/>');
  await carbons.online?.(bench.session);
  expect(carbons.enabled()).toBe(true);
  supported = false;
  await carbons.online?.(bench.session);
  expect(carbons.enabled()).toBe(false);
});
