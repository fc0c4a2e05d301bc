import { Copy, ExternalLink, Link, RotateCcw, Trash2 } from 'lucide-react';
import type { ThreadMessage } from '../../../app/chat/thread.ts';
import type { Translate } from '../../../app/i18n/translator.ts';
import type { MenuEntry } from '../../ui/Menu.tsx';
import { copyText } from './copy-text.ts';
import { openLink } from './open-link.ts';

interface Actions {
  readonly onRetry: (message: ThreadMessage) => void;
  readonly onDiscard: (message: ThreadMessage) => void;
}

/** What can be done with a message, and with the link in it that was pressed. */
export function messageMenu(
  t: Translate,
  message: ThreadMessage,
  url: string | undefined,
  actions: Actions,
): MenuEntry[] {
  const entries: MenuEntry[] = [];
  const selected = String(window.getSelection());
  if (url !== undefined) {
    entries.push(
      { label: t('chat.message.openLink'), icon: <ExternalLink size="1rem" />, onSelect: () => void openLink(t, url) },
      { label: t('chat.message.copyLink'), icon: <Link size="1rem" />, onSelect: () => void copyText(t, url) },
    );
  }
  if (selected !== '') {
    entries.push({ label: t('common.copy'), icon: <Copy size="1rem" />, onSelect: () => void copyText(t, selected) });
  } else if (message.body !== '') {
    entries.push({
      label: t('chat.message.copy'),
      icon: <Copy size="1rem" />,
      onSelect: () => void copyText(t, message.body),
    });
  }
  if (message.state === 'failed') {
    entries.push(
      { kind: 'separator' },
      { label: t('chat.message.retry'), icon: <RotateCcw size="1rem" />, onSelect: () => actions.onRetry(message) },
      {
        label: t('chat.message.discard'),
        icon: <Trash2 size="1rem" />,
        danger: true,
        onSelect: () => actions.onDiscard(message),
      },
    );
  }
  return entries;
}
