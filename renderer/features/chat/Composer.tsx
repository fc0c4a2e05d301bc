import { Check, SendHorizontal, Smile } from 'lucide-react';
import { type KeyboardEvent, type Ref, useCallback, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { replyTo } from '../../../app/chat/allowed.ts';
import { type Composing, createComposing } from '../../../app/chat/composing.ts';
import { bodyOf, bodyProblem } from '../../../app/chat/outgoing.ts';
import { LONGEST_BODY } from '../../../app/contract/chat.ts';
import { call, db } from '../../data/link.ts';
import { steadyQuery } from '../../data/steady-query.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { isOnline, useAccount } from '../account/store.ts';
import { useSettings } from '../settings/store.ts';
import { editMessage, keepDraft, leaveDraft, queueMessage } from './actions.ts';
import { EmojiPicker } from './EmojiPicker.tsx';
import type { ConversationId } from './parts.ts';
import { TaskBar } from './Quote.tsx';
import { isShown } from './table.ts';
import { useIsTyping } from './typing-store.ts';
import { type ComposerTask, changeWriting, endTask, giveBack, useWriting } from './writing-store.ts';
import './Composer.css';

/** A draft is kept this long (ms) after the last key, and of somebody who writes without a pause this often. */
const DRAFT_AFTER = 600;
const DRAFT_EVERY = 2000;

export interface ComposerHandle {
  focus(): void;
}

export interface ComposerProps {
  readonly id: ConversationId;
  readonly name: string;
  /** As it is saved. */
  readonly draft: string;
  /** Nothing of our writing is told to a stranger. */
  readonly isStranger: boolean;
  /** The arrow up in an empty field; false: there is nothing to edit. */
  readonly onEditLast: () => boolean;
  readonly onSent: () => void;
  readonly ref: Ref<ComposerHandle>;
}

export function Composer(props: ComposerProps) {
  const { id, name, draft, isStranger, onEditLast, onSent, ref } = props;
  const { t, number } = useI18n();
  const field = useRef<HTMLTextAreaElement>(null);
  const [saved] = useState(draft);
  const writing = useWriting(id);
  const { task } = writing;
  const text = task?.kind === 'edit' ? writing.edited : (writing.draft ?? saved);
  const keep = useDraft(id, writing.draft);
  useEndWithMessage(id, task);
  const composing = useComposing(id, isStranger);
  const online = isOnline(useAccount(id.account));
  const problem = bodyProblem(bodyOf(text));

  useEffect(() => {
    const element = field.current;
    if (task === null || element === null) return;
    element.focus();
    element.setSelectionRange(element.value.length, element.value.length);
  }, [task]);

  useImperativeHandle(ref, () => ({ focus: () => field.current?.focus() }));

  function change(next: string): void {
    changeWriting(id, task?.kind === 'edit' ? { edited: next } : { draft: next });
    composing.current?.changed(next);
  }

  async function send(): Promise<void> {
    if (problem !== null) return;
    // At once: later the person may be somewhere else.
    field.current?.focus();
    if (task?.kind === 'edit') await edit(task);
    else await write();
  }

  async function write(): Promise<void> {
    const reply = task === null ? undefined : replyTo(task.message);
    changeWriting(id, { draft: '', task: null });
    composing.current?.sent();
    const queued = await queueMessage(id, { text, ...(reply === undefined ? {} : { reply }) });
    if ('problem' in queued) giveBack(id, { draft: text, task, edited: '' });
    else onSent();
  }

  async function edit(task: ComposerTask): Promise<void> {
    composing.current?.sent();
    endTask(id);
    const changed = await editMessage(id, task.message, text);
    if ('problem' in changed) giveBack(id, { task, edited: text });
  }

  function insert(emoji: string): void {
    const { selectionStart: start = text.length, selectionEnd: end = text.length } = field.current ?? {};
    change(text.slice(0, start) + emoji + text.slice(end));
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(start + emoji.length, start + emoji.length);
    });
  }

  function onKeyDown(event: KeyboardEvent): void {
    // While an input method composes, its keys are its own; 229 is how the first of them is announced.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const isPlain = !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey;
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) void send();
    else if (event.key === 'Escape' && task !== null) endTask(id);
    else if (!(event.key === 'ArrowUp' && isPlain && text === '' && task === null && onEditLast())) return;
    event.preventDefault();
  }

  return (
    <div className="composer">
      {task !== null && <TaskBar task={task} name={name} onEnd={() => endTask(id)} />}
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
          onBlur={keep}
        />
        <EmojiButton onPick={insert} returnTo={() => field.current} />
        <IconButton
          label={t(task?.kind === 'edit' ? 'chat.editing.save' : 'chat.send')}
          icon={task?.kind === 'edit' ? <Check /> : <SendHorizontal />}
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

function EmojiButton(props: { readonly onPick: (emoji: string) => void; readonly returnTo: () => HTMLElement | null }) {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger={<IconButton label={t('chat.emoji.insert')} icon={<Smile />} tooltipSide="top" />}
      title={t('chat.emoji')}
      titleHidden
      className="reaction-popover"
      side="top"
      align="end"
      returnTo={props.returnTo}
    >
      <EmojiPicker
        onPick={(emoji) => {
          setOpen(false);
          props.onPick(emoji);
        }}
      />
    </Popover>
  );
}

/** A message that was taken back, or is gone, can be neither edited nor answered. */
function useEndWithMessage({ account, peer }: ConversationId, task: ComposerTask | null): void {
  const key = task?.message.key;
  useEffect(() => {
    if (key === undefined) return;
    const stands = steadyQuery({
      async read() {
        const row = await db.entries.get(Number(key));
        return row !== undefined && isShown(row) && row.retracted !== 1;
      },
    });
    return stands.subscribe(() => {
      if (stands.current() === false) endTask({ account, peer });
    });
  }, [account, peer, key]);
}

function Typing({ id, name }: { readonly id: ConversationId; readonly name: string }) {
  const { t } = useI18n();
  const typing = useIsTyping(id.account, id.peer);
  return typing ? <span className="one-line">{t('chat.typing', { name })}</span> : null;
}

/**
 * Saves what was written: a moment after the last key, and when the person turns to something else. Gives what does so
 * now.
 */
function useDraft({ account, peer }: ConversationId, draft: string | undefined): () => void {
  const timer = useRef<number | undefined>(undefined);
  /** When the first of what is not saved was written, in ms of performance.now(). */
  const since = useRef<number | undefined>(undefined);

  const keep = useCallback(() => {
    window.clearTimeout(timer.current);
    timer.current = since.current = undefined;
    void keepDraft({ account, peer });
  }, [account, peer]);

  useEffect(() => {
    if (draft === undefined) return;
    since.current ??= performance.now();
    const left = since.current + DRAFT_EVERY - performance.now();
    timer.current = window.setTimeout(keep, Math.min(DRAFT_AFTER, left));
    return () => window.clearTimeout(timer.current);
  }, [draft, keep]);

  useEffect(() => {
    window.addEventListener('pagehide', keep);
    return () => {
      window.removeEventListener('pagehide', keep);
      void leaveDraft({ account, peer });
    };
  }, [account, peer, keep]);

  return keep;
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
