/** Whether dist/ is what the sources say. */
import { readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Built, bundleAll, dist, root } from './bundle.ts';

const STAMP = join(dist, '.built');
const SOURCES = ['app', 'main', 'renderer', 'build/bundle.ts', 'build/sounds.ts', 'package.json', 'package-lock.json'];

async function newest(path: string): Promise<number> {
  const { mtimeMs } = await stat(path);
  const inside = (await stat(path)).isDirectory() ? await readdir(path, { recursive: true, withFileTypes: true }) : [];
  // Folders count too: a removed file is a change.
  const times = await Promise.all(inside.map(async (each) => (await stat(join(each.parentPath, each.name))).mtimeMs));
  return Math.max(mtimeMs, ...times);
}

export async function buildNow(): Promise<Built[]> {
  const began = new Date();
  const built = await bundleAll();
  await writeFile(STAMP, '');
  // What changed while it was built is not in it.
  await utimes(STAMP, began, began);
  return built;
}

/** Builds when something is newer than the last build. */
export async function ensureBuilt(): Promise<void> {
  const stamp = await stat(STAMP).then(
    (found) => found.mtimeMs,
    () => 0,
  );
  const times = await Promise.all(SOURCES.map((path) => newest(join(root, path))));
  if (Math.max(...times) < stamp) return;
  console.log('kith: building');
  await buildNow();
}
