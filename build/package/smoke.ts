/**
 * A packaged Kith, started once: it must show its page, and end when told. `npm run smoke [-- PROGRAM]`; the program is that
 * of the folder that `npm run package` left in release/.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnTethered } from '../../e2e/server/process.ts';
import { root } from '../bundle.ts';
import { withDesktop } from '../desktop.ts';

/** Below release/, as electron-builder names them; the folder of the usual processor has none in its name. */
function unpacked(): string | undefined {
  const arch = process.arch === 'x64' ? '' : `-${process.arch}`;
  switch (process.platform) {
    case 'linux':
      return `linux${arch}-unpacked/kith`;
    case 'darwin':
      return `mac${arch}/Kith.app/Contents/MacOS/Kith`;
    case 'win32':
      return `win${arch}-unpacked/Kith.exe`;
    default:
      return undefined;
  }
}

/** The one for this machine that was packaged here last; undefined: none was. */
export function packagedProgram(release = join(root, 'release')): string | undefined {
  const path = unpacked();
  const program = path === undefined ? undefined : join(release, path);
  return program !== undefined && existsSync(program) ? program : undefined;
}

/** Resolves when the page had loaded and the program ended in good order; rejects with what it said otherwise. */
export async function smoke(program: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kith-smoke-'));
  try {
    await withDesktop(async () => {
      // Chromium's sandbox refuses to run as root.
      const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
      const kith = spawnTethered(program, [...asRoot, '--data-dir', folder]);
      await kith.waitForOutput(/page ready/, 60_000);
      // Windows knows no way to ask a process to end.
      if (process.platform === 'win32') return kith.end('SIGKILL');
      kith.child.kill('SIGTERM');
      await kith.waitForOutput(/ ended: 0\n/, 20_000);
    });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

if (import.meta.main) {
  const program = process.argv[2] ?? packagedProgram();
  if (program === undefined) {
    console.log('kith: nothing was started: there is no packaged program in release/ (npm run package -- dir)');
  } else {
    await smoke(program);
    console.log(`${program}: started, showed its page, ended`);
  }
}
