/** Why an address that was typed needs no new request, or can't have one, and what to do in place of it. */
import { useLiveQuery } from 'dexie-react-hooks';
import type { BareJid } from '../../../app/jid.ts';
import { sees } from '../../../app/roster/item.ts';
import { contactName } from '../../../app/roster/name.ts';
import type { Contact } from '../../../app/roster/outline.ts';
import { db } from '../../data/link.ts';
import { goTo } from '../../frame/navigation.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { useRosterActions } from './actions.ts';
import { useRosterLive } from './roster-live.ts';

export type Obstacle =
  | { readonly kind: 'self' }
  | { readonly kind: 'blocked'; readonly jid: BareJid }
  | { readonly kind: 'known'; readonly contact: Contact }
  | { readonly kind: 'asks-you'; readonly jid: BareJid };

export function useObstacle(account: BareJid | undefined, jid: BareJid | undefined): Obstacle | undefined {
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

export function ObstacleBanner({ obstacle, account, onClose }: ObstacleBannerProps) {
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
