/** A minute of what `npm run soak` does for hours (e2e/README.md). */
import { expect, test } from '../app/fixture.ts';
import { endPeers } from '../peers/index.ts';
import { soakFaults } from './faults.ts';
import { soakKill } from './kill.ts';
import { broken, tableOf } from './report.ts';

test.skip(() => test.info().project.name !== 'chromium', 'the shell that it starts');
test.afterAll(endPeers);

test('a bad line: nothing is lost, doubled or out of order, and no storm comes of it', async () => {
  test.setTimeout(180_000);
  const findings = await soakFaults({ server: 'prosody', faults: 9, messages: 200, seed: 4, say: console.log });
  expect(broken(findings), tableOf(findings)).toEqual([]);
});

test('killed while it receives, sends and both: what was stored is there once, and goes out once', async () => {
  test.setTimeout(180_000);
  const findings = await soakKill({ server: 'ejabberd', kills: 3, seed: 4, say: console.log });
  expect(broken(findings), tableOf(findings)).toEqual([]);
});
