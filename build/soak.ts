/** `npm run soak`: hours of trouble with the built application on a desktop of its own. */
import { withDesktop } from './desktop.ts';
import { ensureBuilt } from './freshness.ts';
import { runChild } from './run-child.ts';

await ensureBuilt();
process.exitCode = await withDesktop(() => runChild(process.execPath, ['e2e/soak/soak.ts', ...process.argv.slice(2)]));
