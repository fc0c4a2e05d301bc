/** Friend requests in both directions, and blocking (XEP-0191). */
import * as v from 'valibot';
import type { BareJid } from '../jid.ts';
import type { AnswerToUs, ReceivedRequest, RequestEnd } from '../requests/request.ts';
import { bareJidArg, command, groupsArg, nameArg, ofAccount, textArg } from './define.ts';

const aboutJid = v.strictObject({ ...ofAccount, jid: bareJidArg });

export const requestCommands = {
  /** Adds a contact and asks to see their presence: roster set, then `subscribe` with the person's words. */
  'requests/ask': command(
    v.strictObject({ ...ofAccount, jid: bareJidArg, name: nameArg, groups: groupsArg, note: textArg(1024) }),
  ),
  /**
   * Lets the asker see our presence (`subscribed`); with `addBack` asks for theirs too. The answer says whether the
   * request was still there: accepting one that was taken back has no effect, and the person is told so.
   */
  'requests/accept': command<
    { account: BareJid; jid: BareJid; addBack: boolean; name: string; groups: readonly string[] },
    { effect: 'accepted' | 'gone' }
  >(v.strictObject({ ...ofAccount, jid: bareJidArg, addBack: v.boolean(), name: nameArg, groups: groupsArg })),
  /** `unsubscribed` (RFC 6121 section 3.1.4); with `block` the asker is blocked after that. */
  'requests/decline': command(v.strictObject({ ...ofAccount, jid: bareJidArg, block: v.boolean() })),
  /** Takes back our pending request (`unsubscribe`); the contact stays in the roster. */
  'requests/cancel': command(aboutJid),
  /** Asks again, or for the first time, somebody who is in the roster. */
  'requests/ask-again': command(aboutJid),
  /** Stops seeing the contact (`unsubscribe`). */
  'requests/stop-seeing': command(aboutJid),
  /** Stops being seen by the contact (`unsubscribed`). */
  'requests/stop-being-seen': command(aboutJid),
  'blocking/block': command(aboutJid),
  'blocking/unblock': command(aboutJid),
};

export type RequestDurable =
  /** Somebody asks; the same asker again changes nothing but the words. */
  | { readonly type: 'requests/received'; readonly request: ReceivedRequest }
  | { readonly type: 'requests/ended'; readonly account: BareJid; readonly from: BareJid; readonly end: RequestEnd }
  /** An answer given here has been sent. */
  | { readonly type: 'requests/answered'; readonly account: BareJid; readonly from: BareJid }
  /** Our request was answered; also when it was while we were offline, as the roster shows. */
  | {
      readonly type: 'requests/answer-to-us';
      readonly account: BareJid;
      readonly jid: BareJid;
      readonly answer: AnswerToUs;
      /** Epoch ms. */
      readonly at: number;
    };

export type RequestEvent =
  /** The whole list of the blocked. */
  { readonly type: 'blocking/list'; readonly account: BareJid; readonly jids: readonly BareJid[] };
