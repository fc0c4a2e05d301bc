import { Plus } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { isSameEmoji, type Reaction } from '../../../app/chat/reactions.ts';
import { useT } from '../../i18n/i18n.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { EmojiPicker } from './EmojiPicker.tsx';
import './ReactionChoice.css';

/** What most reactions are. */
const QUICK = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

export interface ReactionChoiceProps {
  readonly reactions: readonly Reaction[];
  readonly onPick: (emoji: string) => void;
}

/** A few emoji at hand, and behind the last button all of them. */
export function ReactionChoice({ reactions, onPick }: ReactionChoiceProps) {
  const t = useT();
  const [all, setAll] = useState(false);
  if (all) return <EmojiPicker onPick={onPick} />;
  const isOwn = (emoji: string) => reactions.some((reaction) => reaction.own && isSameEmoji(reaction.emoji, emoji));
  return (
    <div className="reaction-choice" role="toolbar" aria-label={t('chat.reactions.title')} onKeyDown={moveByArrows}>
      {QUICK.map((emoji) => (
        <button key={emoji} type="button" aria-pressed={isOwn(emoji)} onClick={() => onPick(emoji)}>
          {emoji}
        </button>
      ))}
      <IconButton label={t('chat.reactions.more')} icon={<Plus />} onClick={() => setAll(true)} />
    </div>
  );
}

function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0) return;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  buttons[(at + step + buttons.length) % buttons.length]?.focus();
  event.preventDefault();
}
