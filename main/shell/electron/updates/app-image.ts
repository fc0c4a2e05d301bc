/** Puts a new AppImage in the place of the one that runs. */
import { spawn } from 'node:child_process';
import { chmodSync, closeSync, copyFileSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { AppImageUpdater } from 'electron-updater';
import type { AppAdapter } from 'electron-updater/out/AppAdapter.js';

export interface AppImageParts {
  /** The running AppImage: the APPIMAGE of its environment. */
  readonly file: string;
  /** What it is started with again. */
  readonly args: readonly string[];
}

/**
 * electron-updater removes the old file before it moves the new one there, may give it another name, which desktop entries
 * don't know, and starts it while this one still has the database.
 */
export class KithAppImageUpdater extends AppImageUpdater {
  readonly #parts: AppImageParts;

  constructor(app: AppAdapter, parts: AppImageParts) {
    super(null, app);
    this.#parts = parts;
  }

  protected override doInstall({ isForceRunAfter }: { readonly isForceRunAfter: boolean }): boolean {
    const fetched = this.installerPath;
    if (fetched === null) return false;
    replaceFile(this.#parts.file, fetched);
    if (isForceRunAfter) startAfter(process.pid, this.#parts.file, this.#parts.args);
    return true;
  }
}

/** At any moment there is a whole file of that name: the old one or the new one. Removes `fetched`. */
export function replaceFile(file: string, fetched: string): void {
  // Beside it, so that renaming does not cross file systems.
  const beside = `${file}.new`;
  try {
    copyFileSync(fetched, beside);
    chmodSync(beside, statSync(file).mode | 0o500);
    const written = openSync(beside, 'r');
    fsyncSync(written);
    closeSync(written);
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
  rmSync(fetched, { force: true });
}

/** Waits until the process is gone, 20 s at most, then becomes the program. */
const WAIT = 'n=0; while kill -0 "$0" 2>/dev/null && [ $n -lt 100 ]; do n=$((n+1)); sleep 0.2; done; exec "$@"';

/** Starts `program` when the process `pid` has ended: two of Kith must not open one database. */
export function startAfter(pid: number, program: string, args: readonly string[]): void {
  spawn('/bin/sh', ['-c', WAIT, String(pid), program, ...args], { detached: true, stdio: 'ignore' }).unref();
}
