import { Copy, ExternalLink, History, Link, Pencil, Reply, RotateCcw, SmilePlus, Trash2, Undo2 } from 'lucide-react';
import { mayBeChanged, mayBeEdited, mayBeRetracted } from '../../../app/chat/allowed.ts';
import type { ThreadMessage } from '../../../app/chat/thread.ts';
import type { Translate } from '../../../app/i18n/translator.ts';
import { isPressed, type KeyPress, shownKeys } from '../../frame/keys.ts';
import { WRITE } from '../../frame/shortcuts.ts';
import type { MenuEntry } from '../../ui/Menu.tsx';
import { copyText } from './copy-text.ts';
import type { MessageActions } from './message-actions.ts';
import { openLink } from './open-link.ts';

interface Command {
  readonly label: Parameters<Translate>[0];
  readonly Icon: typeof Copy;
  /** While the message has the focus; these letters mean nothing else there. */
  readonly keys?: string;
  readonly danger?: true;
  readonly isFor: (message: ThreadMessage) => boolean;
  /** `anchor`: what the message looks like on the screen. */
  readonly run: (actions: MessageActions, message: ThreadMessage, anchor: Element) => void;
}

const isFailed = (message: ThreadMessage) => message.state === 'failed';
const waits = (kind: 'correction' | 'retraction') => (message: ThreadMessage) =>
  message.state === 'waiting' && message.change?.kind === kind;

export const REPLY: Command = {
  label: 'chat.message.reply',
  Icon: Reply,
  keys: WRITE.reply,
  isFor: mayBeChanged,
  run: (actions, message) => actions.reply(message),
};
export const REACT: Command = {
  label: 'chat.message.react',
  Icon: SmilePlus,
  keys: WRITE.react,
  isFor: mayBeChanged,
  run: (actions, message, anchor) => actions.chooseReaction(message, anchor),
};
const EDIT: Command = {
  label: 'chat.message.edit',
  Icon: Pencil,
  keys: WRITE.edit,
  isFor: mayBeEdited,
  run: (actions, message) => actions.edit(message),
};
const HISTORY: Command = {
  label: 'chat.message.history',
  Icon: History,
  isFor: (message) => message.edited !== undefined,
  run: (actions, message, anchor) => actions.showHistory(message, anchor),
};
const UNDO_EDIT: Command = {
  label: 'chat.message.undoCorrection',
  Icon: Undo2,
  isFor: waits('correction'),
  run: (actions, message) => actions.undoChange(message),
};
const UNDO_RETRACTION: Command = { ...UNDO_EDIT, label: 'chat.message.undoRetraction', isFor: waits('retraction') };
const RETRY: Command = {
  label: 'chat.message.retry',
  Icon: RotateCcw,
  isFor: isFailed,
  run: (actions, message) => actions.retry(message),
};
const DISCARD: Command = {
  label: 'chat.message.discard',
  Icon: Trash2,
  danger: true,
  isFor: (message) => isFailed(message) && message.change === undefined,
  run: (actions, message) => actions.discard(message),
};
const RETRACT: Command = {
  label: 'chat.message.retract',
  Icon: Trash2,
  keys: WRITE.retract,
  danger: true,
  isFor: mayBeRetracted,
  run: (actions, message) => actions.retract(message),
};

const ANSWERS = [REPLY, REACT, EDIT, HISTORY];
const REPAIRS = [UNDO_EDIT, UNDO_RETRACTION, RETRY, DISCARD, RETRACT];

/** What can be done with a message, and with the link in it that was pressed. */
export function messageMenu(
  t: Translate,
  message: ThreadMessage,
  target: Element,
  url: string | undefined,
  actions: MessageActions,
): MenuEntry[] {
  const entryOf = ({ label, Icon, keys, danger, run }: Command): MenuEntry => ({
    label: t(label),
    icon: <Icon size="1rem" />,
    keys: keys === undefined ? undefined : shownKeys(keys),
    danger: danger ?? false,
    onSelect: () => run(actions, message, target),
  });
  const some = (commands: readonly Command[]) => commands.filter((each) => each.isFor(message)).map(entryOf);
  return [some(ANSWERS), copies(t, message, url), some(REPAIRS)]
    .filter((part) => part.length > 0)
    .flatMap((part, index): MenuEntry[] => (index === 0 ? part : [{ kind: 'separator' }, ...part]));
}

function copies(t: Translate, message: ThreadMessage, url: string | undefined): MenuEntry[] {
  const selected = String(window.getSelection());
  const copy = (label: string, text: string): MenuEntry => ({
    label,
    icon: <Copy size="1rem" />,
    onSelect: () => void copyText(t, text),
  });
  const ofLink: MenuEntry[] =
    url === undefined
      ? []
      : [
          {
            label: t('chat.message.openLink'),
            icon: <ExternalLink size="1rem" />,
            onSelect: () => void openLink(t, url),
          },
          { label: t('chat.message.copyLink'), icon: <Link size="1rem" />, onSelect: () => void copyText(t, url) },
        ];
  if (selected !== '') return [...ofLink, copy(t('common.copy'), selected)];
  return message.body === '' ? ofLink : [...ofLink, copy(t('chat.message.copy'), message.body)];
}

/** Does what the key means for the message that has the focus; false: it means nothing there. */
export function runByKey(press: KeyPress, message: ThreadMessage, anchor: Element, actions: MessageActions): boolean {
  const command = [...ANSWERS, ...REPAIRS].find(
    (each) => each.keys !== undefined && isPressed(each.keys, press) && each.isFor(message),
  );
  command?.run(actions, message, anchor);
  return command !== undefined;
}
