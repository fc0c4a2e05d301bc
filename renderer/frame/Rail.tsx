import { type LucideIcon, MessagesSquare, Settings, UserPlus, Users } from 'lucide-react';
import type { MessageKey } from '../../app/i18n/translator.ts';
import { useT } from '../i18n/i18n.tsx';
import { CountBadge } from '../ui/CountBadge.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { shownKeys } from './keys.ts';
import { goTo, type Place, useNavigation } from './navigation.ts';
import { SHORTCUTS } from './shortcuts.ts';
import './Rail.css';

interface RailProps {
  readonly counts: { readonly chats: number; readonly requests: number };
}

export function Rail({ counts }: RailProps) {
  const t = useT();
  return (
    <nav className="rail" aria-label={t('frame.places')} data-pane="rail">
      <RailButton place="chats" icon={MessagesSquare} count={counts.chats} countKey="frame.chatsUnread" />
      <RailButton place="contacts" icon={Users} />
      <RailButton place="requests" icon={UserPlus} count={counts.requests} countKey="frame.requestsWaiting" />
      <span className="rail-gap" />
      <RailButton place="settings" icon={Settings} />
    </nav>
  );
}

interface RailButtonProps {
  readonly place: Place;
  readonly icon: LucideIcon;
  readonly count?: number;
  readonly countKey?: MessageKey;
}

function RailButton({ place, icon: Icon, count = 0, countKey }: RailButtonProps) {
  const t = useT();
  const current = useNavigation((state) => state.place === place);
  const name = t(`frame.${place}`);
  return (
    <Tooltip text={`${name} · ${shownKeys(SHORTCUTS[place])}`} side="right">
      <button
        type="button"
        className="rail-button"
        aria-current={current ? 'page' : undefined}
        aria-label={count > 0 && countKey !== undefined ? t(countKey, { count }) : name}
        onClick={() => goTo({ to: place })}
      >
        <span className="rail-icon">
          <Icon size="1.25rem" strokeWidth={1.75} aria-hidden />
          <CountBadge count={count} />
        </span>
        <span className="rail-word">{name}</span>
      </button>
    </Tooltip>
  );
}
