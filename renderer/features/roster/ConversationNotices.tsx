/** How loud the conversation with somebody is. */
import { useLiveQuery } from 'dexie-react-hooks';
import type { BareJid } from '../../../app/jid.ts';
import { NOTICE_LEVELS, type NoticeLevel } from '../../../app/settings/settings.ts';
import { db } from '../../data/link.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { Select } from '../../ui/Select.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { mute, setLevel, unmute } from '../chat/actions.ts';
import { mutedWords } from '../chat/muted-words.ts';
import { Section } from './Section.tsx';

export function ConversationNotices({ account, jid }: { readonly account: BareJid; readonly jid: BareJid }) {
  const words = useI18n();
  const { t } = words;
  const conversation = useLiveQuery(() => db.conversations.get([account, jid]), [account, jid]);
  const id = { account, peer: jid };
  const levels = ['setting', ...NOTICE_LEVELS] as const;
  const muted = conversation?.muted ?? false;
  return (
    <Section title={t('roster.page.notices')}>
      <Switch
        label={t('roster.page.mute')}
        detail={conversation?.mutedUntil === undefined ? t('roster.page.mute.detail') : mutedWords(words, conversation)}
        checked={muted}
        onCheckedChange={(next) => void (next ? mute(id, 'forever') : unmute(id))}
      />
      <Select<'setting' | NoticeLevel>
        label={t('roster.page.level')}
        value={conversation?.level ?? 'setting'}
        disabled={muted}
        options={levels.map((level) => ({ value: level, label: t(`roster.page.level.${level}`) }))}
        onValueChange={(level) => void setLevel(id, level === 'setting' ? undefined : level)}
      />
    </Section>
  );
}
