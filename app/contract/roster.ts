/** The roster and the contacts' presence. */
import * as v from 'valibot';
import type { Fault } from '../fault.ts';
import type { BareJid } from '../jid.ts';
import type { Roster, RosterItem } from '../roster/item.ts';
import type { ContactPresence } from '../roster/presence.ts';
import { bareJidArg, command, groupsArg, nameArg, ofAccount } from './define.ts';

const change = v.strictObject({
  jid: bareJidArg,
  /** Empty: no name. */
  name: nameArg,
  groups: groupsArg,
});
export type RosterChange = v.InferOutput<typeof change>;

export interface ChangeFailure {
  readonly jid: BareJid;
  readonly fault: Fault;
}

export const rosterCommands = {
  /** Sets items, each by a roster set of its own (RFC 6121 section 2.3); tells progress when there are several. */
  'roster/set': command<{ account: BareJid; items: RosterChange[] }, { failures: readonly ChangeFailure[] }>(
    v.strictObject({ ...ofAccount, items: v.pipe(v.array(change), v.minLength(1), v.maxLength(20_000)) }),
  ),
  /** Removes items, and with them both subscriptions (RFC 6121 section 2.5). */
  'roster/remove': command<{ account: BareJid; jids: BareJid[] }, { failures: readonly ChangeFailure[] }>(
    v.strictObject({ ...ofAccount, jids: v.pipe(v.array(bareJidArg), v.minLength(1), v.maxLength(20_000)) }),
  ),
};

export type RosterDurable =
  /** The whole roster; it replaces what is stored. */
  | { readonly type: 'roster/received'; readonly account: BareJid; readonly roster: Roster }
  /** A roster push (RFC 6121 section 2.1.6). */
  | { readonly type: 'roster/pushed'; readonly account: BareJid; readonly version?: string; readonly item: RosterItem }
  | { readonly type: 'roster/removed'; readonly account: BareJid; readonly version?: string; readonly jid: BareJid };

export type RosterEvent =
  /** Presence of some contacts; each entry replaces what was known of that contact. */
  | { readonly type: 'presence/changed'; readonly account: BareJid; readonly contacts: readonly ContactPresence[] }
  /** The server refused to give the roster; what is stored stays. */
  | { readonly type: 'roster/refused'; readonly account: BareJid; readonly fault: Fault }
  /** The session ended: nobody's presence is known any more. */
  | { readonly type: 'presence/unknown'; readonly account: BareJid }
  | {
      readonly type: 'roster/progress';
      readonly account: BareJid;
      readonly done: number;
      readonly total: number;
    };
