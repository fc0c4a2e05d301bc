import { expect, test } from 'vitest';
import { createCsi } from './csi.ts';
import { featureBench } from './testing/feature-bench.ts';

function csi(features = "<features><csi xmlns='urn:xmpp:csi:0'/></features>") {
  const bench = featureBench(features);
  let active = true;
  const feature = createCsi({ active: () => active });
  const look = (does: boolean) => {
    active = does;
    feature.changed();
  };
  const said = () => bench.sent.splice(0).map((text) => /<(\w+)/.exec(text)?.[1]);
  return { feature, bench, look, said };
}

test('says when nobody looks and when somebody does, each once', () => {
  const { feature, bench, look, said } = csi();
  feature.online?.(bench.session);
  look(true);
  expect(said()).toEqual([]);
  look(false);
  look(false);
  expect(said()).toEqual(['inactive']);
  look(true);
  expect(said()).toEqual(['active']);
});

test('a session that begins hidden says so', () => {
  const { feature, bench, look, said } = csi();
  look(false);
  feature.online?.(bench.session);
  expect(said()).toEqual(['inactive']);
});

test('after a resumption, and in a session of an earlier run, it is said again, whatever it is', () => {
  const { feature, bench, look, said } = csi();
  look(false);
  feature.online?.(bench.session);
  feature.offline?.(false);
  feature.resumed?.(bench.session);
  expect(said()).toEqual(['inactive', 'inactive']);
  feature.offline?.(true);
  look(true);
  expect(said()).toEqual([]);
  feature.online?.({ ...bench.session, restored: true });
  expect(said()).toEqual(['active']);
});

test('a server that does not offer it hears nothing', () => {
  const { feature, bench, look, said } = csi('<features/>');
  feature.online?.(bench.session);
  look(false);
  feature.resumed?.(bench.session);
  expect(said()).toEqual([]);
});
