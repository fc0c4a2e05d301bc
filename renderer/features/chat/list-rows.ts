/** What the list shows: the conversations, or what the search found among them and among the people. */
import type { BareJid } from '../../../app/jid.ts';
import { isJidProblem, typedAddress } from '../../../app/jid.ts';
import { matcherOf } from '../../../app/roster/filter.ts';
import { contactName } from '../../../app/roster/name.ts';
import type { ContactRow } from '../roster/table.ts';
import { type Conversation, conversationKey } from './conversations.ts';

export type ListRow =
  | { readonly kind: 'conversation'; readonly key: string; readonly conversation: Conversation }
  | { readonly kind: 'person'; readonly key: string; readonly contact: ContactRow; readonly name: string }
  /** Nobody known: a whole address was typed. */
  | { readonly kind: 'address'; readonly key: string; readonly address: BareJid }
  | { readonly kind: 'heading'; readonly key: string; readonly of: 'chats' | 'people' };

const PEOPLE_SHOWN = 100;

export function rowsOfAll(conversations: readonly Conversation[]): ListRow[] {
  return conversations.map(rowOf);
}

/** People who have a conversation are found as that; an address that nobody has can be written to. */
export function rowsFound(
  text: string,
  conversations: readonly Conversation[],
  contacts: readonly ContactRow[],
): ListRow[] {
  const matches = matcherOf(text);
  const chats = conversations.filter(({ name, row }) => matches(name) || matches(row.peer)).map(rowOf);
  const listed = new Set(conversations.map(({ row }) => conversationKey(row)));
  const people = contacts
    .filter((contact) => !listed.has(`${contact.account} ${contact.jid}`))
    .map((contact) => ({ contact, name: contactName(contact) }))
    .filter(({ name, contact }) => matches(name) || matches(contact.jid))
    .slice(0, PEOPLE_SHOWN)
    .map(
      ({ contact, name }): ListRow => ({
        kind: 'person',
        key: `person ${contact.account} ${contact.jid}`,
        contact,
        name,
      }),
    );
  const address = typedAddress(text);
  const isKnown =
    isJidProblem(address) ||
    conversations.some(({ row }) => row.peer === address) ||
    contacts.some((contact) => contact.jid === address);
  return [
    ...(chats.length === 0 ? [] : [heading('chats'), ...chats]),
    ...(people.length === 0 ? [] : [heading('people'), ...people]),
    ...(isKnown ? [] : [{ kind: 'address', key: 'address', address } as const]),
  ];
}

function rowOf(conversation: Conversation): ListRow {
  return { kind: 'conversation', key: conversationKey(conversation.row), conversation };
}

function heading(of: 'chats' | 'people'): ListRow {
  return { kind: 'heading', key: `heading ${of}`, of };
}
