/** Where a file goes when the system has no dialog to ask with: the folder for downloads, under a name not yet taken. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, parse } from 'node:path';

export interface Home {
  /** The person's own folder. */
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** xdg-user-dirs 0.18: `XDG_DOWNLOAD_DIR="$HOME/Downloads"`; the home folder itself where there is no such folder. */
export async function downloadsFolder({ home, env }: Home): Promise<string> {
  const file = join(env.XDG_CONFIG_HOME || join(home, '.config'), 'user-dirs.dirs');
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    // Elsewhere than on Linux, and on a bare one, there is no such file.
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const named = /^XDG_DOWNLOAD_DIR="((?:[^"\\]|\\.)*)"/m.exec(text)?.[1]?.replace(/\\(.)/g, '$1');
  const folder = named === undefined ? join(home, 'Downloads') : named.replace(/^\$HOME(?=\/|$)/, home);
  return existsSync(folder) ? folder : home;
}

/** `Kith.jsonl`, else `Kith 2.jsonl`, and so on. */
export function freeName(folder: string, name: string): string {
  const { name: stem, ext } = parse(name);
  for (let n = 1; ; n++) {
    const path = join(folder, n === 1 ? name : `${stem} ${n}${ext}`);
    if (!existsSync(path)) return path;
  }
}
