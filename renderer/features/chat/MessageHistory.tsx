import type { ThreadMessage } from '../../../app/chat/thread.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { MessageText } from './MessageText.tsx';
import './MessageHistory.css';

/** What a message said before it was corrected, the newest first. */
export function MessageHistory({ message }: { readonly message: ThreadMessage }) {
  const { fullTime } = useI18n();
  const versions = [...(message.edited?.history ?? [])].reverse();
  return (
    <ol className="message-history">
      {versions.map(({ body, at }) => (
        <li key={`${at} ${body}`}>
          <time className="quiet tabular" dateTime={new Date(at).toISOString()}>
            {fullTime(at)}
          </time>
          <div className="selectable">
            <MessageText body={body} />
          </div>
        </li>
      ))}
    </ol>
  );
}
