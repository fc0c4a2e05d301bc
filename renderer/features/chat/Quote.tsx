import { Pencil, Reply, X } from 'lucide-react';
import type { ShownReply } from '../../../app/chat/thread.ts';
import { scriptLanguage } from '../../../app/i18n/language.ts';
import { useT } from '../../i18n/i18n.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import type { ComposerTask } from './writing-store.ts';
import './Quote.css';

interface QuoteProps {
  readonly reply: ShownReply;
  /** The other side's. */
  readonly name: string;
  readonly onPress: (reply: ShownReply) => void;
}

/** Above a message: what it answers. A press leads there. */
export function Quote({ reply, name, onPress }: QuoteProps) {
  const t = useT();
  const { key, own, excerpt } = reply;
  const text = key === undefined ? t('chat.quote.unknown') : (excerpt ?? t('chat.quote.unreadable'));
  const label = own === true ? t('chat.quote.own', { text }) : t('chat.quote', { name, text });
  return (
    <button type="button" className="quote message-quote" aria-label={label} onClick={() => onPress(reply)}>
      {key !== undefined && <Who own={own === true} name={name} />}
      <span className="quote-text" lang={scriptLanguage(text)} data-quiet={excerpt === undefined || undefined}>
        {text}
      </span>
    </button>
  );
}

function Who({ own, name }: { readonly own: boolean; readonly name: string }) {
  const t = useT();
  return (
    <span className="quote-name one-line" lang={own ? undefined : scriptLanguage(name)}>
      {own ? t('chat.yourself') : name}
    </span>
  );
}

interface TaskBarProps {
  readonly task: ComposerTask;
  readonly name: string;
  readonly onEnd: () => void;
}

/** Above the field: the message that is edited or answered, and the way out. */
export function TaskBar({ task: { kind, message }, name, onEnd }: TaskBarProps) {
  const t = useT();
  const text = message.body || (message.subject ?? t('chat.quote.unreadable'));
  const title =
    kind === 'edit' ? t('chat.editing') : message.own ? t('chat.replying.own') : t('chat.replying', { name });
  const Icon = kind === 'edit' ? Pencil : Reply;
  return (
    <div className="composer-task" data-kind={kind}>
      <Icon size="1rem" aria-hidden />
      <div className="quote" role="status">
        <span className="quote-name one-line">{title}</span>
        <span className="quote-text" lang={scriptLanguage(text)}>
          {text}
        </span>
      </div>
      <IconButton
        label={t(kind === 'edit' ? 'chat.editing.stop' : 'chat.replying.stop')}
        keys="Esc"
        icon={<X />}
        size="small"
        tooltipSide="top"
        onClick={onEnd}
      />
    </div>
  );
}
