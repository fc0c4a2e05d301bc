/** `npm run pictures -- [folder] [part…]`: a picture of every screen, on a desktop of its own. */
import { join } from 'node:path';
import { root } from './bundle.ts';
import { withDesktop } from './desktop.ts';
import { ensureBuilt } from './freshness.ts';
import { runChild } from './run-child.ts';

await ensureBuilt();
process.env.FONTCONFIG_FILE ??= join(root, 'build', 'demo', 'fonts.conf');
process.exitCode = await withDesktop(() =>
  runChild(process.execPath, ['e2e/pictures/pictures.ts', ...process.argv.slice(2)]),
);
