/** The requests that wait for an answer, with those askers who stand in the roster. */
import type { Contact } from '../../../app/roster/outline.ts';
import type { KithDatabase } from '../../data/db.ts';
import { type RequestRow, requestKey } from './table.ts';

export interface Received {
  readonly request: RequestRow;
  /** The asker as they stand in the roster, if they do. */
  readonly contact: Contact | undefined;
}

/** Oldest first. Costs the rows, the keys of the roster, and the contacts that are among the askers: few, as a rule. */
export async function readReceived(db: KithDatabase): Promise<readonly Received[]> {
  // By the primary key, not by an index of `at`: for that Dexie would note the key of each row, to know what was read.
  const requests = (await db.requests.toArray()).sort((a, b) => a.at - b.at);
  if (requests.length === 0) return [];
  const asking = new Set(requests.map(requestKey));
  const keys = (await db.contacts.toCollection().primaryKeys()).filter(([account, jid]) =>
    asking.has(`${account} ${jid}`),
  );
  const found = await db.contacts.bulkGet(keys);
  const contacts = new Map(
    found.flatMap((contact) => (contact === undefined ? [] : [[`${contact.account} ${contact.jid}`, contact]])),
  );
  return requests.map((request) => ({ request, contact: contacts.get(requestKey(request)) }));
}
