/** `npm run bench`: what is measured, each figure beside its baseline, on a desktop of its own. */
import { withDesktop } from './desktop.ts';
import { ensureBuilt } from './freshness.ts';
import { runChild } from './run-child.ts';

await ensureBuilt();
process.exitCode = await withDesktop(() =>
  runChild(process.execPath, ['e2e/bench/bench.ts', ...process.argv.slice(2)]),
);
