/** `npm run test:e2e -- [Playwright's arguments]` */
import { withDesktop } from './desktop.ts';
import { ensureBuilt } from './freshness.ts';
import { e2e } from './stages.ts';

await ensureBuilt();
const { failed } = await withDesktop(() => e2e(process.argv.slice(2)));
process.exitCode = failed === 0 ? 0 : 1;
