/** How loud the conversation with somebody is. */
import { useLiveQuery } from 'dexie-react-hooks';
import type { BareJid } from '../../../app/jid.ts';
import { NOTICE_LEVELS, type NoticeLevel } from '../../../app/settings/settings.ts';
import { db } from '../../data/link.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Select } from '../../ui/Select.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { setLevel, setMuted } from '../chat/actions.ts';
import { Section } from './Section.tsx';

export function ConversationNotices({ account, jid }: { readonly account: BareJid; readonly jid: BareJid }) {
  const t = useT();
  const conversation = useLiveQuery(() => db.conversations.get([account, jid]), [account, jid]);
  const id = { account, peer: jid };
  const levels = ['setting', ...NOTICE_LEVELS] as const;
  const muted = conversation?.muted ?? false;
  return (
    <Section title={t('roster.page.notices')}>
      <Switch
        label={t('roster.page.mute')}
        detail={t('roster.page.mute.detail')}
        checked={muted}
        onCheckedChange={(next) => void setMuted(id, next)}
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
