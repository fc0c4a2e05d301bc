import { SendHorizontal } from 'lucide-react';
import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { type Composing, createComposing } from '../../../app/chat/composing.ts';
import { bodyOf, bodyProblem } from '../../../app/chat/outgoing.ts';
import { LONGEST_BODY } from '../../../app/contract/chat.ts';
import { call } from '../../data/link.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { isOnline, useAccount } from '../account/store.ts';
import { useSettings } from '../settings/store.ts';
import { queueMessage, saveDraft } from './actions.ts';
import type { ConversationId } from './parts.ts';
import { useIsTyping } from './typing-store.ts';
import './Composer.css';

/** A draft is kept this long (ms) after the last key. */
const DRAFT_AFTER = 600;

export interface ComposerHandle {
  focus(): void;
}

export interface ComposerProps {
  readonly id: ConversationId;
  readonly name: string;
  readonly draft: string;
  /** Nothing of our writing is told to a stranger. */
  readonly isStranger: boolean;
  readonly onSent: () => void;
  readonly ref: Ref<ComposerHandle>;
}

export function Composer({ id, name, draft, isStranger, onSent, ref }: ComposerProps) {
  const { t, number } = useI18n();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(draft);
  const keptDraft = useDraft(id, text);
  const composing = useComposing(id, isStranger);
  const online = isOnline(useAccount(id.account));
  const problem = bodyProblem(bodyOf(text));

  useImperativeHandle(ref, () => ({ focus: () => field.current?.focus() }));

  function change(next: string): void {
    setText(next);
    composing.current?.changed(next);
  }

  async function send(): Promise<void> {
    if (problem !== null) return;
    keptDraft.forget();
    setText('');
    composing.current?.sent();
    const queued = await queueMessage(id, { text });
    if ('problem' in queued) setText(text);
    else onSent();
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    // While an input method composes, its keys are its own; 229 is how the first of them is announced.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key !== 'Enter' || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void send();
  }

  return (
    <div className="composer">
      <div className="composer-field">
        <textarea
          ref={field}
          data-pane-focus
          rows={1}
          value={text}
          aria-label={t('chat.write', { name })}
          placeholder={online ? t('chat.write', { name }) : t('chat.write.offline', { name })}
          aria-invalid={problem === 'too-long' || undefined}
          onChange={(event) => change(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={keptDraft.keep}
        />
        <IconButton
          label={t('chat.send')}
          icon={<SendHorizontal />}
          look="accent"
          tooltipSide="top"
          disabled={problem !== null}
          onClick={() => void send()}
        />
      </div>
      <div className="composer-line" role="status">
        {problem === 'too-long' ? (
          <span className="composer-problem">
            {t('chat.tooLong', { count: number(bodyOf(text).length), most: number(LONGEST_BODY) })}
          </span>
        ) : (
          <Typing id={id} name={name} />
        )}
      </div>
    </div>
  );
}

function Typing({ id, name }: { readonly id: ConversationId; readonly name: string }) {
  const { t } = useI18n();
  const typing = useIsTyping(id.account, id.peer);
  return typing ? <span className="one-line">{t('chat.typing', { name })}</span> : null;
}

/** Keeps what was written: a moment after the last key, and when the person turns to something else. */
function useDraft({ account, peer }: ConversationId, text: string) {
  const newest = useRef(text);
  const timer = useRef<number | undefined>(undefined);
  newest.current = text;

  function keep(): void {
    window.clearTimeout(timer.current);
    timer.current = undefined;
    void saveDraft({ account, peer }, newest.current);
  }
  const keepNewest = useRef(keep);
  keepNewest.current = keep;

  const isFirst = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every change of the text begins the time anew
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    timer.current = window.setTimeout(() => keepNewest.current(), DRAFT_AFTER);
    return () => window.clearTimeout(timer.current);
  }, [text]);

  useEffect(() => {
    const leave = () => keepNewest.current();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, []);

  return {
    keep,
    /** The text was sent: the message itself ends the draft. */
    forget() {
      window.clearTimeout(timer.current);
      newest.current = '';
    },
  };
}

function useComposing({ account, peer }: ConversationId, isStranger: boolean) {
  const composing = useRef<Composing | null>(null);
  const isWanted = useSettings((settings) => settings.sendTyping) && !isStranger;
  useEffect(() => {
    if (!isWanted) return;
    const current = createComposing({
      tell: (state) => void call('chat/typing', { account, peer, state }),
      later(run, ms) {
        const timer = window.setTimeout(run, ms);
        return () => window.clearTimeout(timer);
      },
    });
    composing.current = current;
    return () => {
      current.left();
      composing.current = null;
    };
  }, [account, peer, isWanted]);
  return composing;
}
