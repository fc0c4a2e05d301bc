/** The stored requests in both directions, by live query. */
import { useLiveQuery } from 'dexie-react-hooks';
import { useMemo, useSyncExternalStore } from 'react';
import type { BareJid } from '../../../app/jid.ts';
import { sees } from '../../../app/roster/item.ts';
import type { Contact } from '../../../app/roster/outline.ts';
import { db } from '../../data/link.ts';
import { steadyQuery } from '../../data/steady-query.ts';
import { useContacts } from '../roster/contacts.ts';
import { type Received, readReceived } from './received.ts';
import { type AnswerRow, type RequestRow, storeAside } from './table.ts';

export type { Received } from './received.ts';
export { requestKey } from './table.ts';

export interface Answered {
  readonly answer: AnswerRow;
  readonly contact: Contact | undefined;
}

/** Thousands of strangers may ask within a minute. */
const received = steadyQuery({ read: () => readReceived(db) });

/** Those that wait for the person's answer, oldest first. */
export function useReceived(): readonly Received[] | undefined {
  return useSyncExternalStore(received.subscribe, received.current);
}

/** Contacts whose answer we wait for. */
export function useSent(): readonly Contact[] | undefined {
  const contacts = useContacts();
  return useMemo(() => contacts?.filter((contact) => contact.asking && !sees(contact)), [contacts]);
}

/** Answers to us that were not dismissed yet, newest first. */
export function useAnswered(): readonly Answered[] | undefined {
  return useLiveQuery(async () => {
    const answers = (await db.answers.toArray()).sort((a, b) => b.at - a.at);
    const contacts = await db.contacts.bulkGet(answers.map(({ account, jid }): [BareJid, BareJid] => [account, jid]));
    return answers.map((answer, index) => ({ answer, contact: contacts[index] }));
  });
}

/** They were shown: they stay in the list and do not come up in a dialog again. */
export const setAside = (requests: readonly RequestRow[]) => storeAside(db, requests);

export async function dismissAnswers(answers: readonly AnswerRow[]): Promise<void> {
  await db.answers.bulkDelete(answers.map(({ account, jid }): [BareJid, BareJid] => [account, jid]));
}
