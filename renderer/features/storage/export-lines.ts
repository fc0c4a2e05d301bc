/** The whole history as JSON Lines; docs/export.md describes the shape. Read and given piece by piece. */
import type { BareJid } from '../../../app/jid.ts';
import type { KithDatabase } from '../../data/db.ts';
import type { ConversationRow, EntryRow } from '../chat/table.ts';
import { isUnkept } from '../chat/unkept.ts';

export const EXPORT_FORMAT = 'kith-export';
export const EXPORT_VERSION = 1;
/** Rows in memory at once; a message may have 60,000 characters. */
const ROWS = 200;
/** UTF-16 units in one piece, about. */
const PIECE = 1_000_000;

export interface ExportFacts {
  readonly accounts: readonly BareJid[];
  /** Of Kith. */
  readonly version: string;
  /** Epoch ms. */
  readonly at: number;
}

export interface Piece {
  /** Whole lines. */
  readonly text: string;
  /** Entries written and given up so far. */
  readonly entries: number;
  readonly unreadable: number;
}

export async function* exportPieces(db: KithDatabase, { accounts, version, at }: ExportFacts): AsyncGenerator<Piece> {
  let text = '';
  let entries = 0;
  let unreadable = 0;
  const put = (line: object) => {
    text += `${JSON.stringify(line)}\n`;
  };
  const piece = (): Piece => {
    const whole = { text, entries, unreadable };
    text = '';
    return whole;
  };

  put({ record: 'header', format: EXPORT_FORMAT, version: EXPORT_VERSION, kith: version, at: iso(at), accounts });
  for (const [record, rows] of [
    ['contact', (): PromiseLike<object[]> => db.contacts.toArray()],
    ['request', (): PromiseLike<object[]> => db.requests.toArray()],
    ['conversation', async (): Promise<object[]> => (await db.conversations.toArray()).map(withoutUnkept)],
  ] as const) {
    for (const row of (await readOr(rows)) ?? []) {
      put({ record, ...row });
      if (text.length >= PIECE) yield piece();
    }
  }
  for await (const rows of entriesOf(db)) {
    if (rows === 'unreadable') {
      unreadable += 1;
      continue;
    }
    for (const row of rows) {
      if (isUnkept(row)) continue;
      put(lineOf(row));
      entries += 1;
      if (text.length >= PIECE) yield piece();
    }
  }
  put({ record: 'end', entries, unreadable });
  yield piece();
}

/** What the list shows of it may be a message that is not to be kept, and a file is. */
function withoutUnkept({ last, ...row }: ConversationRow): object {
  return row.noStore === 1 || last === undefined ? row : { ...row, last };
}

function lineOf({ id: _, ...row }: EntryRow): object {
  const { at, kind, ...rest } = row;
  // A room's password came with its invitation; an export has none.
  if ('invitation' in rest && rest.invitation !== undefined) {
    const { password: _password, ...invitation } = rest.invitation;
    return { record: 'entry', kind, at: iso(at), ...rest, invitation };
  }
  return { record: 'entry', kind, at: iso(at), ...rest };
}

/** In the order in which they were stored. Where the database gives nothing, it steps over, further each time. */
async function* entriesOf(db: KithDatabase): AsyncGenerator<EntryRow[] | 'unreadable'> {
  let after = 0;
  let rows = ROWS;
  let step = 1;
  const newest = await readOr(async () => (await db.entries.orderBy(':id').lastKey()) as number | undefined);
  for (;;) {
    const found = await readOr(() => db.entries.where(':id').above(after).limit(rows).toArray());
    if (found !== undefined) {
      const last = found.at(-1)?.id;
      if (last === undefined) return;
      yield found;
      after = last;
      rows = ROWS;
      step = 1;
    } else if (rows > 1) rows = 1;
    else {
      yield 'unreadable';
      after += step;
      step *= 2;
      if (after >= (newest ?? 0)) return;
    }
  }
}

async function readOr<T>(read: () => PromiseLike<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    console.warn('a part of the database could not be read', error);
    return undefined;
  }
}

const iso = (at: number) => new Date(at).toISOString();
