/** The stored requests in both directions, by live query. */
import { useLiveQuery } from 'dexie-react-hooks';
import type { BareJid } from '../../../app/jid.ts';
import { sees } from '../../../app/roster/item.ts';
import type { Contact } from '../../../app/roster/outline.ts';
import { db } from '../../data/link.ts';
import type { AnswerRow, RequestRow } from './table.ts';

export interface Received {
  readonly request: RequestRow;
  /** The asker as they stand in the roster, if they do. */
  readonly contact: Contact | undefined;
}

export interface Answered {
  readonly answer: AnswerRow;
  readonly contact: Contact | undefined;
}

/** Those that wait for the person's answer, oldest first. */
export function useReceived(): readonly Received[] | undefined {
  return useLiveQuery(async () => {
    const requests = await db.requests.orderBy('at').toArray();
    const contacts = await db.contacts.bulkGet(
      requests.map(({ account, from }): [BareJid, BareJid] => [account, from]),
    );
    return requests.map((request, index) => ({ request, contact: contacts[index] }));
  });
}

/** Contacts whose answer we wait for. */
export function useSent(): readonly Contact[] | undefined {
  return useLiveQuery(async () => {
    const contacts = await db.contacts.toArray();
    return contacts.filter((contact) => contact.asking && !sees(contact));
  });
}

/** Answers to us that were not dismissed yet, newest first. */
export function useAnswered(): readonly Answered[] | undefined {
  return useLiveQuery(async () => {
    const answers = (await db.answers.toArray()).sort((a, b) => b.at - a.at);
    const contacts = await db.contacts.bulkGet(answers.map(({ account, jid }): [BareJid, BareJid] => [account, jid]));
    return answers.map((answer, index) => ({ answer, contact: contacts[index] }));
  });
}

export const requestKey = ({ account, from }: { readonly account: BareJid; readonly from: BareJid }) =>
  `${account} ${from}`;

/** It was shown: it stays in the list and does not come up in a dialog again. */
export async function setAside(requests: readonly RequestRow[]): Promise<void> {
  await db.transaction('rw', db.requests, async () => {
    for (const { account, from } of requests) await db.requests.update([account, from], { setAside: true });
  });
}

export async function dismissAnswers(answers: readonly AnswerRow[]): Promise<void> {
  await db.answers.bulkDelete(answers.map(({ account, jid }): [BareJid, BareJid] => [account, jid]));
}
