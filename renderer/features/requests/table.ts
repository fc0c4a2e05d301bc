/** Requests as they are stored: those that wait for an answer here, and how those ended that we sent. */
import type { RequestDurable } from '../../../app/contract/requests.ts';
import type { BareJid } from '../../../app/jid.ts';
import type { NoticeFacts } from '../../../app/notices/facts.ts';
import type { AnswerToUs, ReceivedRequest } from '../../../app/requests/request.ts';
import type { KithDatabase } from '../../data/db.ts';

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
  requests: '[account+from], account, at',
  answers: '[account+jid], account',
};

/** Inside the writer's transaction; gives what a person may want to be told. */
export async function storeRequest(db: KithDatabase, event: RequestDurable): Promise<NoticeFacts[]> {
  switch (event.type) {
    case 'requests/received': {
      const { request } = event;
      const key: [BareJid, BareJid] = [request.account, request.from];
      const known = await db.requests.get(key);
      await db.requests.put({ ...request, at: known?.at ?? request.at, setAside: known?.setAside ?? false });
      if (known !== undefined) return [];
      const name = request.nick ?? (await db.nameOf(request.account, request.from));
      return [{ kind: 'request', account: request.account, peer: request.from, name, text: request.note ?? '' }];
    }
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
