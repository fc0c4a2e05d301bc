/** The page's storage when it is in trouble, and taking the history out of it into a file. */
import * as v from 'valibot';
import { command, textArg } from './define.ts';

export const STORAGE_PROBLEMS = ['full', 'blocked', 'damaged', 'newer'] as const;
/** See the words of `faults.storage`; `damaged` is also whatever nobody thought of. */
export type StorageProblem = (typeof STORAGE_PROBLEMS)[number];

/** UTF-16 units of one piece of an export: a whole number of lines. */
export const EXPORT_PIECE = 4_000_000;

const none = v.strictObject({});

export const storageCommands = {
  /** Bytes that are free where the history is; null: the system does not say. */
  'storage/room': command<Record<never, never>, { free: number | null }>(none),
  /** There may be room again: what is not stored is posted again. */
  'storage/retry': command(none),
  /** The database will be deleted: the accounts sign out of their sessions, and nothing is posted until the end. */
  'storage/rebuild-begin': command(none),
  /** Deletes the database's files, for when the browser can't; the page has closed it. */
  'storage/clear': command(none),
  /** There is a database again, maybe an empty one: the accounts begin new sessions and ask what is stored. */
  'storage/rebuild-end': command(none),
  /**
   * Asks the person where to (a system without such a dialog: the folder of downloads) and begins to write there. Null:
   * they thought better of it. One at a time; a new one ends the one before.
   */
  'storage/export-begin': command<{ title: string; name: string }, { id: number } | null>(
    v.strictObject({
      title: textArg(200),
      // A name, never a path.
      name: v.pipe(textArg(100), v.regex(/^[\w][\w .-]*\.jsonl$/)),
    }),
  ),
  /** Whole lines; answered when they are handed to the system, so that no more than one piece is under way. */
  'storage/export-write': command(v.strictObject({ id: v.number(), text: textArg(EXPORT_PIECE) })),
  /** The file is complete and under its name. `path` is for the person's eyes. */
  'storage/export-end': command<{ id: number }, { path: string; bytes: number }>(v.strictObject({ id: v.number() })),
  /** Takes the unfinished file away. */
  'storage/export-cancel': command(v.strictObject({ id: v.number() })),
};
