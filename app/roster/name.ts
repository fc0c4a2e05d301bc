import { type BareJid, localOf } from '../jid.ts';

/** What a contact is called here: the name that the person gave, else what stands before the @, else the domain. */
export function contactName(contact: { readonly jid: BareJid; readonly name?: string }): string {
  return contact.name?.trim() || localOf(contact.jid) || contact.jid;
}
