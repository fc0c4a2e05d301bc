/** What a person does with contacts and groups: the command, and in words what became of it. */
import { useMemo } from 'react';
import type { RosterChange } from '../../../app/contract/roster.ts';
import type { Fault } from '../../../app/fault.ts';
import { faultLine } from '../../../app/i18n/fault-words.ts';
import type { Translate } from '../../../app/i18n/translator.ts';
import type { BareJid } from '../../../app/jid.ts';
import { dissolveGroup, NO_GROUP, renameGroup } from '../../../app/roster/groups.ts';
import { contactName } from '../../../app/roster/name.ts';
import type { Contact } from '../../../app/roster/outline.ts';
import type { SubscriptionAction } from '../../../app/roster/standing.ts';
import { call, db } from '../../data/link.ts';
import { useT } from '../../i18n/i18n.tsx';
import { showToast } from '../../ui/toasts.ts';
import { openRosterDialog } from './dialogs.ts';

export interface Person {
  readonly account: BareJid;
  readonly jid: BareJid;
  readonly name?: string;
}

export type RosterActions = ReturnType<typeof rosterActions>;

export function useRosterActions(): RosterActions {
  const t = useT();
  return useMemo(() => rosterActions(t), [t]);
}

export function rosterActions(t: Translate) {
  const tellFault = (fault: Fault) => showToast(faultLine(t, fault), { tone: 'danger' });

  /** Answers whether everything was changed; what was not is told. */
  async function change(account: BareJid, changes: readonly (RosterChange | null)[]): Promise<boolean> {
    const items = changes.filter((each) => each !== null);
    if (items.length === 0) return true;
    const outcome = await call('roster/set', { account, items });
    if (!outcome.ok) tellFault(outcome.fault);
    else if (outcome.value.failures.length > 0) {
      const [first] = outcome.value.failures;
      if (items.length === 1 && first !== undefined) tellFault(first.fault);
      else openRosterDialog({ kind: 'failures', failures: outcome.value.failures });
    } else return true;
    return false;
  }

  async function setBlocked({ account, jid, name }: Person, blocked: boolean, undoable = true): Promise<boolean> {
    const outcome = await call(blocked ? 'blocking/block' : 'blocking/unblock', { account, jid });
    if (!outcome.ok) {
      tellFault(outcome.fault);
      return false;
    }
    const shown = contactName({ jid, ...(name === undefined ? {} : { name }) });
    const undo = {
      label: t('common.undo'),
      onPress: () => void setBlocked({ account, jid, ...(name === undefined ? {} : { name }) }, !blocked, false),
    };
    showToast(t(blocked ? 'roster.blocked' : 'roster.unblocked', { name: shown }), undoable ? { action: undo } : {});
    return true;
  }

  return {
    change,
    rename: (contact: Contact, name: string) =>
      change(contact.account, [{ jid: contact.jid, name: name.trim(), groups: [...contact.groups] }]),

    async remove(contact: Contact): Promise<boolean> {
      const { account, jid } = contact;
      const outcome = await call('roster/remove', { account, jids: [jid] });
      const fault = outcome.ok ? outcome.value.failures[0]?.fault : outcome.fault;
      if (fault !== undefined) tellFault(fault);
      else showToast(t('roster.remove.done', { name: contactName(contact) }));
      return fault === undefined;
    },

    async subscription(person: Person, action: SubscriptionAction): Promise<boolean> {
      const { account, jid } = person;
      const outcome = await call(`requests/${action}`, { account, jid });
      if (!outcome.ok) {
        tellFault(outcome.fault);
        return false;
      }
      if (action === 'ask-again') {
        // What was answered before says nothing about the new request.
        await db.answers.delete([account, jid]);
        showToast(t('roster.asked', { name: contactName(person) }));
      }
      if (action === 'cancel') showToast(t('roster.cancelled', { name: contactName(person) }));
      return true;
    },

    block: (person: Person) => setBlocked(person, true),
    unblock: (person: Person) => setBlocked(person, false),

    async fold(account: BareJid, name: string, folded: boolean): Promise<void> {
      const state = await db.groups.get([account, name]);
      await db.groups.put({ account, name, folded, made: state?.made ?? false });
    },

    async foldAll(folded: boolean): Promise<void> {
      await db.transaction('rw', db.contacts, db.groups, async () => {
        const [contacts, states] = await Promise.all([db.contacts.toArray(), db.groups.toArray()]);
        const rows = new Map(states.map((state) => [`${state.account} ${state.name}`, { ...state, folded }]));
        for (const { account, groups } of contacts) {
          for (const name of groups.length === 0 ? [NO_GROUP] : groups) {
            const key = `${account} ${name}`;
            if (!rows.has(key)) rows.set(key, { account, name, folded, made: false });
          }
        }
        await db.groups.bulkPut([...rows.values()]);
      });
    },

    async makeGroup(account: BareJid, name: string): Promise<void> {
      const state = await db.groups.get([account, name]);
      await db.groups.put({ account, name, folded: false, made: state?.made ?? true });
    },

    async renameGroup(account: BareJid, from: string, to: string): Promise<boolean> {
      const changed = await change(account, renameGroup(await contactsOf(account), from, to));
      const state = await db.groups.get([account, from]);
      if (!changed || state === undefined) return changed;
      await db.transaction('rw', db.groups, async () => {
        await db.groups.delete([account, from]);
        const there = await db.groups.get([account, to]);
        await db.groups.put({ ...state, made: state.made || there?.made === true, name: to });
      });
      return true;
    },

    async removeGroup(account: BareJid, group: string): Promise<boolean> {
      const contacts = await contactsOf(account);
      const changes = dissolveGroup(contacts, group);
      if (!(await change(account, changes))) return false;
      const state = await db.groups.get([account, group]);
      await db.groups.delete([account, group]);
      const before = contacts.filter((contact) => contact.groups.includes(group));
      showToast(t('roster.group.removed', { group }), {
        action: {
          label: t('common.undo'),
          onPress: () => {
            if (state !== undefined) void db.groups.put(state);
            void change(
              account,
              before.map(({ jid, name, groups }) => ({ jid, name: name ?? '', groups: [...groups] })),
            );
          },
        },
      });
      return true;
    },
  };
}

function contactsOf(account: BareJid): Promise<Contact[]> {
  return db.contacts.where({ account }).toArray();
}
