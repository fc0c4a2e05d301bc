/** Asks somebody to be seen, by address: what is typed is looked at before it is sent. */
import { useState } from 'react';
import { addressWords, faultWords } from '../../../app/i18n/fault-words.ts';
import { type BareJid, isJidProblem, type JidProblem, typedAddress } from '../../../app/jid.ts';
import { contactName } from '../../../app/roster/name.ts';
import { call, db } from '../../data/link.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { showToast } from '../../ui/toasts.ts';
import { useAccounts } from '../account/store.ts';
import { ObstacleBanner, useObstacle } from './AddObstacle.tsx';
import { useGroupNames } from './contacts.ts';
import { FormDialog } from './FormDialog.tsx';
import { GroupsField } from './GroupsField.tsx';

interface AddContactDialogProps {
  readonly address?: string;
  readonly account?: BareJid;
  readonly name?: string;
  readonly group?: string;
  readonly onClose: () => void;
}

export function AddContactDialog(props: AddContactDialogProps) {
  const t = useT();
  const accounts = [...useAccounts((state) => state.accounts).keys()];
  const [account, setAccount] = useState(accounts.find((each) => each === props.account) ?? accounts[0]);
  const [typed, setTyped] = useState(props.address ?? '');
  const [left, setLeft] = useState(props.address !== undefined);
  const [name, setName] = useState(props.name ?? '');
  const [groups, setGroups] = useState<readonly string[]>(props.group === undefined ? [] : [props.group]);
  const [note, setNote] = useState('');
  const [refused, setRefused] = useState<{ readonly title: string; readonly text: string }>();
  const known = useGroupNames(account);
  const jid = typedAddress(typed);
  const obstacle = useObstacle(account, isJidProblem(jid) ? undefined : jid);

  async function ask(): Promise<boolean> {
    setLeft(true);
    if (account === undefined || isJidProblem(jid) || obstacle !== undefined) return false;
    const outcome = await call('requests/ask', {
      account,
      jid,
      name: name.trim(),
      groups: [...groups],
      note: note.trim(),
    });
    if (!outcome.ok) {
      const { title, advice, serverWords } = faultWords(t, outcome.fault);
      setRefused({ title, text: [serverWords, advice].filter(Boolean).join(' ') });
      return false;
    }
    await db.answers.delete([account, jid]);
    showToast(t('roster.add.sent', { name: contactName({ jid, name }) }));
    return true;
  }

  return (
    <FormDialog
      title={t('roster.add.title')}
      submit={t('roster.add.submit')}
      size="normal"
      onSubmit={ask}
      onClose={props.onClose}
    >
      <TextField
        label={t('common.address')}
        hint={t('roster.add.address.hint')}
        error={isJidProblem(jid) && isWorthSaying(jid, typed, left) ? addressWords(t, jid).title : undefined}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onValueChange={(value) => {
          setTyped(value);
          setRefused(undefined);
        }}
        onBlur={() => setLeft(typed !== '')}
      />
      {obstacle !== undefined && account !== undefined && (
        <ObstacleBanner obstacle={obstacle} account={account} onClose={props.onClose} />
      )}
      {accounts.length > 1 && account !== undefined && (
        <Select
          label={t('roster.add.account')}
          value={account}
          options={accounts.map((each) => ({ value: each, label: each }))}
          onValueChange={setAccount}
        />
      )}
      <TextField
        label={t('roster.add.name')}
        hint={t('roster.add.name.hint')}
        maxLength={1000}
        value={name}
        onValueChange={setName}
      />
      <GroupsField label={t('roster.add.groups')} known={known} value={groups} onValueChange={setGroups} />
      <TextArea
        label={t('roster.add.note')}
        hint={t('roster.add.note.hint')}
        maxLength={1000}
        value={note}
        onValueChange={setNote}
      />
      {refused !== undefined && (
        <Banner tone="danger" title={refused.title}>
          {refused.text}
        </Banner>
      )}
    </FormDialog>
  );
}

/** What only is not there yet is no mistake while it is being typed; what can't become right is. */
function isWorthSaying(problem: JidProblem, typed: string, left: boolean): boolean {
  if (problem === 'empty' || problem === 'no-domain') return left;
  if (problem === 'bad-domain' && /[.-]$/.test(typed)) return left;
  if (problem === 'no-local' && !typed.includes('@')) return left;
  return true;
}
