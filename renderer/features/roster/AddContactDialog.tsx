/** Asks somebody to be seen, by address: what is typed is looked at before it is sent. */
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { addressWords, faultWords } from '../../../app/i18n/fault-words.ts';
import { type BareJid, isJidProblem, type JidProblem, typedAddress } from '../../../app/jid.ts';
import { sees } from '../../../app/roster/item.ts';
import { contactName } from '../../../app/roster/name.ts';
import type { Contact } from '../../../app/roster/outline.ts';
import { call, db } from '../../data/link.ts';
import { goTo } from '../../frame/navigation.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { showToast } from '../../ui/toasts.ts';
import { useAccounts } from '../account/store.ts';
import { useRosterActions } from './actions.ts';
import { useGroupNames } from './contacts.ts';
import { FormDialog } from './FormDialog.tsx';
import { GroupsField } from './GroupsField.tsx';
import { useRosterLive } from './roster-live.ts';

interface AddContactDialogProps {
  readonly address: string | undefined;
  readonly account: BareJid | undefined;
  readonly onClose: () => void;
}

/** What stands between the address and a new request. */
type Obstacle =
  | { readonly kind: 'self' }
  | { readonly kind: 'blocked'; readonly jid: BareJid }
  | { readonly kind: 'known'; readonly contact: Contact }
  | { readonly kind: 'asks-you'; readonly jid: BareJid };

export function AddContactDialog(props: AddContactDialogProps) {
  const t = useT();
  const accounts = [...useAccounts((state) => state.accounts).keys()];
  const [account, setAccount] = useState(props.account ?? accounts[0]);
  const [typed, setTyped] = useState(props.address ?? '');
  const [left, setLeft] = useState(props.address !== undefined);
  const [name, setName] = useState('');
  const [groups, setGroups] = useState<readonly string[]>([]);
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

function useObstacle(account: BareJid | undefined, jid: BareJid | undefined): Obstacle | undefined {
  const blocked = useRosterLive((state) =>
    account === undefined || jid === undefined ? false : state.blocked.get(account)?.has(jid) === true,
  );
  const stored = useLiveQuery(async () => {
    if (account === undefined || jid === undefined) return null;
    const [contact, request] = await Promise.all([db.contacts.get([account, jid]), db.requests.get([account, jid])]);
    return { jid, contact, request };
  }, [account, jid]);
  if (jid === undefined) return undefined;
  if (jid === account) return { kind: 'self' };
  if (blocked) return { kind: 'blocked', jid };
  if (stored?.jid !== jid) return undefined;
  if (stored.request !== undefined) return { kind: 'asks-you', jid };
  return stored.contact === undefined ? undefined : { kind: 'known', contact: stored.contact };
}

interface ObstacleBannerProps {
  readonly obstacle: Obstacle;
  readonly account: BareJid;
  readonly onClose: () => void;
}

function ObstacleBanner({ obstacle, account, onClose }: ObstacleBannerProps) {
  const t = useT();
  const actions = useRosterActions();
  switch (obstacle.kind) {
    case 'self':
      return <Banner tone="warning" urgent title={t('roster.add.self')} />;
    case 'blocked':
      return (
        <Banner
          tone="warning"
          urgent
          title={t('roster.add.blocked')}
          actions={
            <Button size="small" onClick={() => void actions.unblock({ account, jid: obstacle.jid })}>
              {t('roster.menu.unblock')}
            </Button>
          }
        />
      );
    case 'asks-you':
      return (
        <Banner
          urgent
          title={t('roster.add.asksYou', { name: contactName(obstacle) })}
          actions={
            <Button
              size="small"
              onClick={() => {
                onClose();
                goTo({ to: 'request', account, from: obstacle.jid });
              }}
            >
              {t('roster.add.toRequest')}
            </Button>
          }
        />
      );
    case 'known':
      return <KnownBanner contact={obstacle.contact} onClose={onClose} />;
  }
}

function KnownBanner({ contact, onClose }: { readonly contact: Contact; readonly onClose: () => void }) {
  const t = useT();
  const actions = useRosterActions();
  const { account, jid, asking } = contact;
  const waiting = asking && !sees(contact);
  return (
    <Banner
      urgent
      title={t(waiting ? 'roster.add.knownWaiting' : 'roster.add.known', { name: contactName(contact) })}
      actions={
        <>
          {!sees(contact) && (
            <Button
              size="small"
              onClick={async () => {
                if (await actions.subscription(contact, 'ask-again')) onClose();
              }}
            >
              {t(asking ? 'roster.menu.askAgain' : 'roster.menu.ask')}
            </Button>
          )}
          <Button
            size="small"
            onClick={() => {
              onClose();
              goTo({ to: 'contact', account, jid });
            }}
          >
            {t('roster.menu.page', { name: contactName(contact) })}
          </Button>
          <Button
            size="small"
            onClick={() => {
              onClose();
              goTo({ to: 'conversation', account, peer: jid });
            }}
          >
            {t('roster.menu.chat')}
          </Button>
        </>
      }
    />
  );
}
