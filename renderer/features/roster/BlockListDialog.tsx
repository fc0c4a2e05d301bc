import { useLiveQuery } from 'dexie-react-hooks';
import { type FormEvent, useState } from 'react';
import { addressWords } from '../../../app/i18n/fault-words.ts';
import { type BareJid, isJidProblem, typedAddress } from '../../../app/jid.ts';
import { contactName } from '../../../app/roster/name.ts';
import { db } from '../../data/link.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useAccounts } from '../account/store.ts';
import { PersonAvatar } from '../avatars/PersonAvatar.tsx';
import { useRosterActions } from './actions.ts';
import { useRosterLive } from './roster-live.ts';
import './BlockListDialog.css';

export function BlockListDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const accounts = useAccounts((state) => state.accounts);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('roster.blockList.title')}
      description={t('roster.blockList.advice')}
    >
      {[...accounts.keys()].map((account) => (
        <section key={account} className="block-list" aria-label={account}>
          {accounts.size > 1 && <h3 className="break-anywhere">{account}</h3>}
          <BlockList account={account} />
        </section>
      ))}
    </Dialog>
  );
}

/** Who is blocked in one account, and a field to block somebody by address. */
export function BlockList({ account }: { readonly account: BareJid }) {
  const t = useT();
  const actions = useRosterActions();
  const blocked = useRosterLive((state) => state.blocked.get(account));
  const jids = [...(blocked ?? [])];
  const contacts = useLiveQuery(
    () => db.contacts.bulkGet(jids.map((jid): [BareJid, BareJid] => [account, jid])),
    [account, blocked],
  );
  if (blocked === undefined) return <p className="quiet">{t('roster.blockList.unknown')}</p>;
  return (
    <>
      {jids.length === 0 && <p className="quiet">{t('roster.blockList.empty')}</p>}
      <ul>
        {jids.map((jid, index) => {
          const person = { account, jid, name: contacts?.[index]?.name ?? '' };
          return (
            <li key={jid} className="block-list-row">
              <PersonAvatar account={account} jid={jid} name={contactName(person)} size={2} />
              <span className="break-anywhere">{jid}</span>
              <Button size="small" onClick={() => void actions.unblock(person)}>
                {t('roster.menu.unblock')}
              </Button>
            </li>
          );
        })}
      </ul>
      <BlockAddress account={account} />
    </>
  );
}

function BlockAddress({ account }: { readonly account: BareJid }) {
  const t = useT();
  const actions = useRosterActions();
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string>();

  async function block(event: FormEvent): Promise<void> {
    event.preventDefault();
    const jid = typedAddress(typed);
    if (isJidProblem(jid)) setError(addressWords(t, jid).title);
    else if (jid === account) setError(t('roster.add.self'));
    else if (await actions.block({ account, jid })) setTyped('');
  }

  return (
    <form className="block-list-form" onSubmit={(event) => void block(event)}>
      <TextField
        label={t('roster.blockList.address')}
        placeholder={t('roster.add.address.hint')}
        autoComplete="off"
        spellCheck={false}
        error={error}
        value={typed}
        onValueChange={(value) => {
          setTyped(value);
          setError(undefined);
        }}
      />
      <Button submit>{t('roster.menu.block')}</Button>
    </form>
  );
}
