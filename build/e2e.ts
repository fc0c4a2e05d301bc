/**
 * `npm run test:e2e -- [--electron | --chromium] [Playwright's arguments]`: the stories in every shell that is here, or in
 * one of them. Electron is the one of ELECTRON_OVERRIDE_DIST_PATH, else the one that was downloaded.
 */
import { withDesktop } from './desktop.ts';
import { ensureBuilt } from './freshness.ts';
import { type Shell, shellsHere } from './shells.ts';
import { e2e } from './stages.ts';

const here = shellsHere().map(({ name }) => name);
const isShell = (argument: string): boolean => argument === '--electron' || argument === '--chromium';
const wanted = process.argv
  .slice(2)
  .filter(isShell)
  .map((flag) => flag.slice(2) as Shell['name']);
const rest = process.argv.slice(2).filter((argument) => !isShell(argument));
const missing = wanted.filter((name) => !here.includes(name));
if (missing.includes('electron')) {
  console.log(
    'kith: no story was told in Electron: its program is not here (ELECTRON_OVERRIDE_DIST_PATH can name its folder)',
  );
}
if (wanted.length === 0 || wanted.length > missing.length) {
  await ensureBuilt();
  const projects = wanted.filter((name) => here.includes(name)).map((name) => `--project=${name}`);
  const { failed } = await withDesktop(() => e2e([...projects, ...rest]));
  process.exitCode = failed === 0 ? 0 : 1;
}
