/** `npm run pictures`: a picture of every state of the window, on a desktop of its own. */
import { withDesktop } from './desktop.ts';
import { ensureBuilt } from './freshness.ts';
import { runChild } from './run-child.ts';

await ensureBuilt();
process.exitCode = await withDesktop(() =>
  runChild(process.execPath, ['e2e/pictures/pictures.ts', ...process.argv.slice(2)]),
);
