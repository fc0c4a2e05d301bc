/** Every process that another one has started, whether or not it still is its child (Linux). */
import { readdirSync, readFileSync } from 'node:fs';

interface Seen {
  readonly pid: number;
  readonly parent: number;
  readonly commandLine: string;
}

function processes(): Seen[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const status = readFileSync(`/proc/${name}/stat`, 'utf8');
      // The second field is the program's name in brackets, with whatever is in it.
      const [, parent = ''] = status.slice(status.lastIndexOf(')') + 2).split(' ');
      return [
        { pid: Number(name), parent: Number(parent), commandLine: readFileSync(`/proc/${name}/cmdline`, 'utf8') },
      ];
    } catch {
      // It ended meanwhile.
      return [];
    }
  });
}

/** `root`, what descends from it, and what has `mark` in its command line (a folder that only it uses). */
export function treeOf(root: number, mark: string): number[] {
  const all = processes();
  const tree = new Set([root]);
  const mine = (each: Seen) => tree.has(each.parent) || each.commandLine.includes(mark);
  for (let before = 0; before !== tree.size; ) {
    before = tree.size;
    for (const each of all) if (each.pid !== process.pid && mine(each)) tree.add(each.pid);
  }
  return [...tree];
}

/** SIGKILL to all of them, in one go. */
export function killTree(root: number, mark: string): void {
  for (const pid of treeOf(root, mark)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended meanwhile.
    }
  }
}

/** What they hold in memory, bytes (resident; what several share counts for each). */
export function memoryOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    try {
      const [, pages = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
      return sum + Number(pages) * 4096;
    } catch {
      return sum;
    }
  }, 0);
}
