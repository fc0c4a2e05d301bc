import { Check, SendHorizontal, Smile } from 'lucide-react';
import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { replyTo } from '../../../app/chat/allowed.ts';
import { type Composing, createComposing } from '../../../app/chat/composing.ts';
import { bodyOf, bodyProblem } from '../../../app/chat/outgoing.ts';
import { LONGEST_BODY } from '../../../app/contract/chat.ts';
import { call } from '../../data/link.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { isOnline, useAccount } from '../account/store.ts';
import { useSettings } from '../settings/store.ts';
import { editMessage, queueMessage, saveDraft } from './actions.ts';
import { EmojiPicker } from './EmojiPicker.tsx';
import type { ConversationId } from './parts.ts';
import { type ComposerTask, TaskBar } from './Quote.tsx';
import { useIsTyping } from './typing-store.ts';
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
  readonly draft: string;
  /** Nothing of our writing is told to a stranger. */
  readonly isStranger: boolean;
  /** What the field is for, when it is not a new message. */
  readonly task: ComposerTask | null;
  readonly onTaskEnd: () => void;
  /** The arrow up in an empty field; false: there is nothing to edit. */
  readonly onEditLast: () => boolean;
  readonly onSent: () => void;
  readonly ref: Ref<ComposerHandle>;
}

export function Composer(props: ComposerProps) {
  const { id, name, draft, isStranger, task, onTaskEnd, onEditLast, onSent, ref } = props;
  const { t, number } = useI18n();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(draft);
  const begun = useBegun(task, text, setText);
  const keptDraft = useDraft(id, begun ?? text);
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
    setText(next);
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
    keptDraft.forget();
    setText('');
    composing.current?.sent();
    onTaskEnd();
    const queued = await queueMessage(id, { text, ...(reply === undefined ? {} : { reply }) });
    if ('problem' in queued) setText(text);
    else onSent();
  }

  async function edit({ message }: ComposerTask): Promise<void> {
    composing.current?.sent();
    onTaskEnd();
    const changed = await editMessage(id, message, text);
    if ('problem' in changed) setText(text);
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
    else if (event.key === 'Escape' && task !== null) onTaskEnd();
    else if (!(event.key === 'ArrowUp' && isPlain && text === '' && task === null && onEditLast())) return;
    event.preventDefault();
  }

  return (
    <div className="composer">
      {task !== null && <TaskBar task={task} name={name} onEnd={onTaskEnd} />}
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

/** What was begun before a message was edited: it comes back into the field after that. */
function useBegun(task: ComposerTask | null, text: string, setText: (text: string) => void): string | null {
  const [begun, setBegun] = useState<string | null>(null);
  const [before, setBefore] = useState(task);
  if (task !== before) {
    setBefore(task);
    if (task?.kind === 'edit') {
      setBegun(begun ?? text);
      setText(task.message.body);
    } else if (before?.kind === 'edit') {
      setBegun(null);
      setText(begun ?? '');
    }
  }
  return begun;
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
  /** When the first of what is not kept was written, in ms of performance.now(). */
  const since = useRef<number | undefined>(undefined);
  newest.current = text;

  function keep(): void {
    window.clearTimeout(timer.current);
    timer.current = since.current = undefined;
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
    since.current ??= performance.now();
    const left = since.current + DRAFT_EVERY - performance.now();
    timer.current = window.setTimeout(() => keepNewest.current(), Math.min(DRAFT_AFTER, left));
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
      since.current = undefined;
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
