/** A start without a debugger, watched from outside: by what the program writes. */
import { spawnTethered, type Tethered } from '../server/process.ts';

export interface Launched {
  readonly process: Tethered;
  /** Epoch ms. */
  readonly began: number;
}

export function launch(program: string, dataDir: string, args: readonly string[] = []): Launched {
  const began = Date.now();
  const child = spawnTethered(process.execPath, [program, '--data-dir', dataDir, ...args], {
    // The words by which the watcher finds its button.
    env: { ...process.env, LANGUAGE: '', LC_ALL: '', LC_MESSAGES: '', LANG: 'en_US.UTF-8' },
  });
  return { process: child, began };
}

/** ms from the start of the process until the row that the page's watcher looks for was painted. */
export async function timeToRow(program: string, dataDir: string, args: readonly string[] = []): Promise<number> {
  const { process, began } = launch(program, dataDir, args);
  try {
    const [, at] = await process.waitForOutput(/name="painted at (\d+)"/, 60_000);
    return Number(at) - began;
  } finally {
    await process.end();
  }
}
