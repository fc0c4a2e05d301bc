import type { Reaction } from '../../../app/chat/reactions.ts';
import type { ThreadMessage } from '../../../app/chat/thread.ts';
import { localOf, toBare } from '../../../app/jid.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { Tooltip } from '../../ui/Tooltip.tsx';
import type { MessageActions } from './message-actions.ts';
import './Reactions.css';

interface ReactionsProps {
  readonly message: ThreadMessage;
  /** The other side's. */
  readonly name: string;
  readonly actions: MessageActions;
}

/** Under a message: each emoji with how many chose it. A press says it, too, or takes it back. */
export function Reactions({ message, name, actions }: ReactionsProps) {
  const { t, number, names } = useI18n();
  const { reactions = [] } = message;
  if (reactions.length === 0) return null;

  function namesOf({ from, own }: Reaction): string {
    const others = from.filter((jid) => !own || jid !== actions.account);
    const words = others.map((jid) => (toBare(jid) === actions.peer ? name : localOf(toBare(jid))));
    return names([...(own ? [t('chat.yourself')] : []), ...words]);
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is sent
    <div className="message-reactions" role="group" aria-label={t('chat.reactions')}>
      {reactions.map((reaction) => {
        const { emoji, count, own } = reaction;
        const label = t('chat.reaction', { emoji, count, names: namesOf(reaction) });
        return (
          <Tooltip key={emoji} text={label}>
            <button type="button" aria-label={label} aria-pressed={own} onClick={() => actions.react(message, emoji)}>
              <span aria-hidden>{emoji}</span>
              {count > 1 && (
                <span aria-hidden className="tabular">
                  {number(count)}
                </span>
              )}
            </button>
          </Tooltip>
        );
      })}
    </div>
  );
}
