import { expect, test } from 'vitest';
import { parseXml } from '../../e2e/xml.ts';
import { createPresence, readAvailable } from './presence.ts';
import { featureBench, noon } from './testing/feature-bench.ts';

function presence() {
  const bench = featureBench();
  const feature = createPresence(bench.context, {
    own: () => ({ show: 'online', status: '' }),
    caps: () => ({ node: 'urn:test', hash: 'x' }),
    awaySince: () => noon,
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

test.each([
  ['2026-01-01T11:00:00Z', noon - 3_600_000],
  ['9999-12-31T00:00:00Z', noon],
])('a contact is there since the stamp (%s), but not since later than now', (stamp, since) => {
  const presence = parseXml(`<presence><delay xmlns="urn:xmpp:delay" stamp="${stamp}"/></presence>`);
  expect(readAvailable(presence, 'phone', noon)).toMatchObject({ since });
});

test('since when the person has been away is told only if they want it', () => {
  const { bench, feature } = presence();
  feature.online?.(bench.session);
  expect(bench.sent[0]).not.toContain('urn:xmpp:idle:1');
  bench.set({ sendLastSeen: true });
  feature.announce();
  expect(bench.sent[1]).toContain('<idle xmlns="urn:xmpp:idle:1" since="2026-01-01T12:00:00.000Z"/>');
});
