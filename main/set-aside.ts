import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';

/** Moves a file that must not be written over out of the way, without writing over one moved before; gives its new path. */
export async function setAside(path: string, why: string): Promise<string> {
  let target = `${path}.${why}`;
  for (let n = 2; existsSync(target); n++) target = `${path}.${why}-${n}`;
  await rename(path, target);
  return target;
}
