/** Does what is asked of a message, and shows what is asked back: which reaction, whether really, what it said before. */
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { ShownReply, ThreadMessage } from '../../../app/chat/thread.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { showToast } from '../../ui/toasts.ts';
import { isOnline, useAccount } from '../account/store.ts';
import { discardMessage, queueMessage, react, retractMessage, retryMessage, undo } from './actions.ts';
import { MessageHistory } from './MessageHistory.tsx';
import type { MessageActions } from './message-actions.ts';
import type { ConversationId } from './parts.ts';
import { ReactionChoice } from './ReactionChoice.tsx';
import { watchReaction } from './watch-reaction.ts';

interface Beside {
  readonly what: 'reaction' | 'history';
  readonly message: ThreadMessage;
  readonly anchor: Element;
}

export interface MessageActionsParts {
  readonly id: ConversationId;
  readonly name: string;
  readonly onReply: (message: ThreadMessage) => void;
  readonly onEdit: (message: ThreadMessage) => void;
  readonly goToAnswered: (reply: ShownReply) => void;
}

/** The actions stay the same object, so that no message is drawn anew for them. */
export function useMessageActions(parts: MessageActionsParts): readonly [MessageActions, ReactNode] {
  const t = useT();
  const { account, peer } = parts.id;
  const [beside, setBeside] = useState<Beside | null>(null);
  const [toRetract, setToRetract] = useState<ThreadMessage | null>(null);
  /** Key of the message that something is open about: the keyboard goes back to it. */
  const about = useRef<string>(undefined);
  const returnTo = () => elementOf(about.current);
  const online = isOnline(useAccount(account));
  const newest = useRef({ ...parts, t, online });
  useEffect(() => {
    newest.current = { ...parts, t, online };
  });

  const actions = useMemo((): MessageActions => {
    const id = { account, peer };
    const ask = (message: ThreadMessage, open: () => void) => {
      about.current = message.key;
      open();
    };
    const pending = (message: ThreadMessage) => message.change?.originId ?? message.stanzaId ?? '';
    return {
      account,
      peer,
      retry: (message) => void retryMessage(id, pending(message)),
      discard: (message) => void discardMessage(id, pending(message)),
      undoChange: (message) => void takeBack(newest.current.t, id, pending(message)),
      reply: (message) => newest.current.onReply(message),
      edit: (message) => newest.current.onEdit(message),
      retract(message) {
        const isUnsent = message.state === 'waiting' && message.change === undefined;
        // What is not sent at once can be undone; everything else can't, and is asked about first.
        if (isUnsent || !newest.current.online) void retract(newest.current.t, id, message);
        else ask(message, () => setToRetract(message));
      },
      react(message, emoji) {
        void react(id, message, emoji).then((done) => {
          if ('originId' in done && done.originId !== null) watchReaction(newest.current.t, id, done.originId);
        });
      },
      chooseReaction: (message, anchor) => ask(message, () => setBeside({ what: 'reaction', message, anchor })),
      showHistory: (message, anchor) => ask(message, () => setBeside({ what: 'history', message, anchor })),
      goToAnswered: (reply) => newest.current.goToAnswered(reply),
    };
  }, [account, peer]);

  const overlays = (
    <>
      <Popover
        open={beside !== null}
        onOpenChange={(open) => !open && setBeside(null)}
        anchor={beside?.anchor ?? null}
        returnTo={returnTo}
        title={t(beside?.what === 'history' ? 'chat.message.history' : 'chat.reactions.title')}
        titleHidden={beside?.what !== 'history'}
        className={beside?.what === 'history' ? '' : 'reaction-popover'}
        side={beside?.what === 'history' ? 'bottom' : 'top'}
      >
        {beside?.what === 'reaction' && (
          <ReactionChoice
            reactions={beside.message.reactions ?? []}
            onPick={(emoji) => {
              setBeside(null);
              actions.react(beside.message, emoji);
            }}
          />
        )}
        {beside?.what === 'history' && <MessageHistory message={beside.message} />}
      </Popover>
      <Dialog
        open={toRetract !== null}
        onOpenChange={(open) => !open && setToRetract(null)}
        size="small"
        returnTo={returnTo}
        title={t('chat.retract.title')}
        description={t('chat.retract.text', { name: parts.name })}
        footer={
          <>
            <Button onClick={() => setToRetract(null)}>{t('common.cancel')}</Button>
            <Button
              look="danger"
              onClick={() => {
                if (toRetract !== null) void retractMessage(parts.id, toRetract);
                setToRetract(null);
              }}
            >
              {t('chat.message.retract')}
            </Button>
          </>
        }
      />
    </>
  );
  return [actions, overlays];
}

function elementOf(key: string | undefined): HTMLElement | null {
  return key === undefined ? null : document.querySelector(`[data-message="${CSS.escape(key)}"]`);
}

type T = ReturnType<typeof useT>;

async function takeBack(t: T, id: ConversationId, originId: string): Promise<void> {
  if (!(await undo(id, originId))) showToast(t('chat.undo.late'));
}

async function retract(t: T, id: ConversationId, message: ThreadMessage): Promise<void> {
  const done = await retractMessage(id, message);
  if ('problem' in done) return;
  const { originId } = done;
  showToast(t('chat.retract.done'), {
    action: {
      label: t('common.undo'),
      onPress: () => void (originId === null ? writeAgain(id, message) : takeBack(t, id, originId)),
    },
  });
}

/** It had not left this device: what brings it back is the same message, written now. */
async function writeAgain(id: ConversationId, { body, reply }: ThreadMessage): Promise<void> {
  await queueMessage(id, {
    text: body,
    ...(reply === undefined
      ? {}
      : {
          reply: {
            target: reply.target,
            ...(reply.to === undefined ? {} : { to: reply.to }),
            ...(reply.excerpt === undefined ? {} : { quote: reply.excerpt }),
          },
        }),
  });
}
