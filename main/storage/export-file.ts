/** The file that the person chose for an export: written beside its name until it is whole, and readable by them alone. */
import { type FileHandle, open, rename, rm } from 'node:fs/promises';

export interface ExportFile {
  readonly path: string;
  write(text: string): Promise<void>;
  /** Puts the whole file under its name, on disk; bytes. */
  finish(): Promise<number>;
  /** Takes what was written away. */
  abandon(): Promise<void>;
}

/** Throws what the file system throws. */
export async function createExportFile(path: string): Promise<ExportFile> {
  const draft = `${path}.part`;
  const file: FileHandle = await open(draft, 'w', 0o600);
  let bytes = 0;
  /** Pieces go one after the other, whoever calls when. */
  let last: Promise<unknown> = Promise.resolve();
  const next = <T>(run: () => Promise<T>): Promise<T> => {
    const result = last.then(run);
    last = result.catch(() => undefined);
    return result;
  };
  return {
    path,
    write: (text) =>
      next(async () => {
        const data = Buffer.from(text, 'utf8');
        await file.write(data);
        bytes += data.length;
      }),
    finish: () =>
      next(async () => {
        await file.sync();
        await file.close();
        await rename(draft, path);
        return bytes;
      }),
    abandon: () =>
      next(async () => {
        await file.close();
        await rm(draft, { force: true });
      }),
  };
}
