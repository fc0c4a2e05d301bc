/** `npm start -- [options]`: Kith as a person uses it, built first where needed. */
import { ensureBuilt } from './freshness.ts';
import { runChild } from './run-child.ts';
import { chooseShell } from './shells.ts';

await ensureBuilt();
const shell = chooseShell(console.error);
process.exitCode = await runChild(shell.program, [...shell.args, ...process.argv.slice(2)]);
