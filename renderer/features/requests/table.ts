/** Requests as they are stored: those that wait for an answer here, and how those ended that we sent. */
import type { RequestDurable } from '../../../app/contract/requests.ts';
import type { BareJid } from '../../../app/jid.ts';
import type { NoticeFacts } from '../../../app/notices/facts.ts';
import type { AnswerToUs, ReceivedRequest } from '../../../app/requests/request.ts';
import type { KithDatabase } from '../../data/db.ts';
import { strangersAmong } from '../chat/stranger.ts';

export interface RequestRow extends ReceivedRequest {
  /** It was shown in a dialog, which was closed without an answer: it stays in the list and does not pop up again. */
  readonly setAside: boolean;
}

/** An answer to a request of ours, until the person has seen it. */
export interface AnswerRow {
  readonly account: BareJid;
  readonly jid: BareJid;
  readonly answer: AnswerToUs;
  /** Epoch ms. */
  readonly at: number;
}

export const requestSchema = {
  requests: '[account+from], account',
  answers: '[account+jid], account',
};

export const requestKey = ({ account, from }: Pick<RequestRow, 'account' | 'from'>) => `${account} ${from}`;

/** Thousands at once would hold the page for longer than a key may take. */
export const ASIDE_AT_ONCE = 500;
const goingAside = new Set<string>();

/** A slice after the other. What an earlier call still has to come to is left to it. */
export async function storeAside(db: KithDatabase, requests: readonly RequestRow[]): Promise<void> {
  const rows = requests.filter((row) => !goingAside.has(requestKey(row)));
  for (const row of rows) goingAside.add(requestKey(row));
  try {
    for (let first = 0; first < rows.length; first += ASIDE_AT_ONCE) {
      const slice = rows.slice(first, first + ASIDE_AT_ONCE);
      await db.requests.bulkUpdate(
        slice.map(({ account, from }) => ({ key: [account, from], changes: { setAside: true } })),
      );
    }
  } finally {
    for (const row of rows) goingAside.delete(requestKey(row));
  }
}

type ReceivedEvent = Extract<RequestDurable, { type: 'requests/received' }>;

/**
 * Inside the writer's transaction, as the next one, for many at once; gives what a person may want to be told. A request
 * that is delivered again keeps its place in the list, and nobody is told of it twice.
 */
export async function storeReceived(
  db: KithDatabase,
  account: BareJid,
  events: readonly ReceivedEvent[],
): Promise<NoticeFacts[]> {
  const newest = new Map(events.map(({ request }) => [request.from, request]));
  const asking = [...newest.keys()];
  const known = await db.requests.bulkGet(asking.map((from): [BareJid, BareJid] => [account, from]));
  const rows = [...newest.values()].map((request, index): RequestRow => {
    const { at = request.at, setAside = false } = known[index] ?? {};
    return { ...request, at, setAside };
  });
  await db.requests.bulkPut(rows);
  const fresh = rows.filter((_, index) => known[index] === undefined);
  const askers = fresh.map(({ from }) => from);
  const names = await db.namesOf(account, askers);
  const chats = await db.conversations.bulkGet(askers.map((from): [BareJid, BareJid] => [account, from]));
  const strangers = await strangersAmong(
    db,
    askers.map((peer, index) => chats[index] ?? { account, peer }),
  );
  const unknown = new Set(strangers.map(({ peer }) => peer));
  return fresh.map(({ from, nick, note = '' }, index) => {
    const name = nick ?? names[index] ?? from;
    const facts = { kind: 'request', account, peer: from, name, text: note } as const;
    return unknown.has(from) ? { ...facts, stranger: true } : facts;
  });
}

/** How a request ended, in either direction. */
export async function storeRequestEnd(
  db: KithDatabase,
  event: Exclude<RequestDurable, ReceivedEvent>,
): Promise<NoticeFacts[]> {
  switch (event.type) {
    case 'requests/ended':
    case 'requests/answered':
      await db.requests.delete([event.account, event.from]);
      return [{ kind: 'request-gone', account: event.account, peer: event.from }];
    case 'requests/answer-to-us': {
      const { account, jid, answer, at } = event;
      await db.answers.put({ account, jid, answer, at });
      return [{ kind: answer, account, peer: jid, name: await db.nameOf(account, jid) }];
    }
  }
}
