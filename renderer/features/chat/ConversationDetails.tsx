import { Copy, Trash2 } from 'lucide-react';
import { scriptLanguage } from '../../../app/i18n/language.ts';
import { NOTICE_LEVELS } from '../../../app/settings/settings.ts';
import { goTo } from '../../frame/navigation.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Select } from '../../ui/Select.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { isOnline, useAccount } from '../account/store.ts';
import { PersonAvatar } from '../avatars/PersonAvatar.tsx';
import { usePresence } from '../roster/presence-store.ts';
import { mute, setLevel, unmute } from './actions.ts';
import { deleteWithUndo } from './conversation-menu.tsx';
import { useConversation } from './conversations.ts';
import { copyText } from './copy-text.ts';
import { mutedWords } from './muted-words.ts';
import type { ConversationId } from './parts.ts';
import { usePeerPresence } from './peer.ts';
import { newConversation } from './table.ts';
import './ConversationDetails.css';

/** Beside the thread: who it is, on which devices, and how loud they may be. */
export function ConversationDetails({ id }: { readonly id: ConversationId }) {
  const words = useI18n();
  const { t } = words;
  const found = useConversation(id);
  const contact = found?.contact ?? null;
  const presence = usePeerPresence(id, contact);
  const known = usePresence(id.account, id.peer)?.resources ?? [];
  const resources = isOnline(useAccount(id.account)) ? known : [];
  if (found === undefined) return null;
  const { name } = found;
  const row = found.row ?? newConversation(id.account, id.peer);
  return (
    <div className="chat-details">
      <div className="chat-details-head">
        <PersonAvatar account={id.account} jid={id.peer} name={name} presence={presence?.presence} size={4.5} />
        <h3 lang={scriptLanguage(name)}>{name}</h3>
        {presence?.status !== undefined && <p className="quiet">{presence.status}</p>}
      </div>
      <dl>
        <dt>{t('chat.address')}</dt>
        <dd className="chat-details-address">
          <span className="selectable break-anywhere">{id.peer}</span>
          <IconButton
            size="small"
            label={t('common.copyAddress')}
            icon={<Copy />}
            onClick={() => void copyText(t, id.peer)}
          />
        </dd>
        {resources.length > 0 && (
          <>
            <dt>{t('chat.devices')}</dt>
            {resources.map((resource) => (
              <dd key={resource.resource} className="break-anywhere">
                {resource.client ?? t('roster.page.device')}{' '}
                <span className="quiet">{t(`common.presence.${resource.show}`)}</span>
              </dd>
            ))}
          </>
        )}
      </dl>
      <Switch
        label={t('chat.mute')}
        detail={row.mutedUntil === undefined ? undefined : mutedWords(words, row)}
        checked={row.muted}
        onCheckedChange={(muted) => void (muted ? mute(id, 'forever') : unmute(id))}
      />
      <Select
        label={t('chat.level')}
        value={row.level ?? 'default'}
        options={(['default', ...NOTICE_LEVELS] as const).map((value) => ({ value, label: t(`chat.level.${value}`) }))}
        onValueChange={(value) => void setLevel(id, value === 'default' ? undefined : value)}
      />
      <div className="chat-details-actions">
        {contact !== null && (
          <Button onClick={() => goTo({ to: 'contact', account: id.account, jid: id.peer })}>
            {t('chat.contactPage')}
          </Button>
        )}
        {found.row !== undefined && (
          <Button
            look="quiet-danger"
            icon={<Trash2 size="1rem" aria-hidden />}
            onClick={() => void deleteWithUndo(t, id, name)}
          >
            {t('chat.delete')}
          </Button>
        )}
      </div>
    </div>
  );
}
