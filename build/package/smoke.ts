/** A packaged Kith, started once: it must show its page, and end when told. `npm run smoke -- PROGRAM`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnTethered } from '../../e2e/server/process.ts';
import { withDesktop } from '../desktop.ts';

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
  const [program] = process.argv.slice(2);
  if (program === undefined) throw new Error('which program? npm run smoke -- PROGRAM');
  await smoke(program);
  console.log(`${program}: started, showed its page, ended`);
}
