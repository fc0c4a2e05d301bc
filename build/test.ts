/** `npm test`: everything, and as its last line how many checks passed and failed. */
import { withDesktop } from './desktop.ts';
import { buildNow } from './freshness.ts';
import { shellsHere } from './shells.ts';
import { type Count, coreTypes, e2e, lint, types, unit } from './stages.ts';

async function build(): Promise<Count> {
  await buildNow();
  return { passed: 1, failed: 0 };
}

const shells = shellsHere().map((shell) => shell.name);
const stages: readonly (readonly [name: string, run: () => Promise<Count>])[] = [
  ['types', types],
  ['types of app/ alone', coreTypes],
  ['lint and arrows', lint],
  ['unit tests', unit],
  ['build', build],
  [
    `user stories in ${shells.join(' and ')}${shells.includes('electron') ? '' : " (Electron's program is not here)"}`,
    e2e,
  ],
];

const counts: { name: string; count: Count; seconds: number }[] = [];
async function runAll(): Promise<void> {
  for (const [name, run] of stages) {
    console.log(`\n== ${name}`);
    const began = performance.now();
    const count = await run().catch((error: unknown): Count => {
      console.error(error);
      return { passed: 0, failed: 1 };
    });
    counts.push({ name, count, seconds: (performance.now() - began) / 1000 });
  }
}

await withDesktop(runAll).catch((error: unknown) => {
  console.error(error);
  counts.push({ name: 'the desktop', count: { passed: 0, failed: 1 }, seconds: 0 });
});
console.log('');
for (const { name, count, seconds } of counts) {
  const skipped = count.skipped ? `, ${count.skipped} skipped` : '';
  console.log(`${name}: ${count.passed} passed, ${count.failed} failed${skipped} (${seconds.toFixed(0)} s)`);
}
const passed = counts.reduce((sum, { count }) => sum + count.passed, 0);
const failed = counts.reduce((sum, { count }) => sum + count.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
// Something that a test left open must not keep the result waiting.
process.exit(failed === 0 ? 0 : 1);
