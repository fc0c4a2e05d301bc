import { expect, test } from 'vitest';
import { createPresence } from './presence.ts';
import { featureBench } from './testing/feature-bench.ts';

function presence() {
  const bench = featureBench();
  const feature = createPresence(bench.context, {
    own: () => ({ show: 'online', status: '' }),
    caps: () => ({ node: 'urn:test', hash: 'x' }),
  });
  return { bench, feature };
}
const types = (sent: readonly string[]) => sent.map((text) => /type="(\w+)"/.exec(text)?.[1] ?? 'available');

test('a new session becomes available', () => {
  const { bench, feature } = presence();
  feature.online?.(bench.session);
  expect(types(bench.sent)).toEqual(['available']);
});

test('one of an earlier run is left first, so that the server probes the contacts again', () => {
  const { bench, feature } = presence();
  feature.online?.({ ...bench.session, restored: true });
  expect(types(bench.sent)).toEqual(['unavailable', 'available']);
});
