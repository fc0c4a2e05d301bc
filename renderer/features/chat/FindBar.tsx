import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { type KeyboardEvent, type Ref, type RefObject, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { db } from '../../data/link.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { markText } from '../../ui/mark-text.ts';
import { SearchBox } from '../../ui/SearchBox.tsx';
import { isTextField } from '../../ui/typing.ts';
import { findInChat } from './find-in-chat.ts';
import type { ConversationId } from './parts.ts';
import './FindBar.css';

/** Where the words of messages are. */
const WORDS = '.message-words, .message-code, .message-subject, .message-emoji';
/** After this long (ms) without a key it is looked for. */
const PAUSE = 150;

export interface FindBarProps {
  readonly id: ConversationId;
  /** What was found is marked in it. */
  readonly within: RefObject<HTMLElement | null>;
  readonly onGo: (order: number) => void;
  readonly onClose: () => void;
  readonly ref: Ref<FindBarHandle>;
}

export interface FindBarHandle {
  focus(): void;
}

/** Words in the open conversation: the newest first, Enter to older ones, Shift+Enter back. */
export function FindBar({ id, within, onGo, onClose, ref }: FindBarProps) {
  const { t, number } = useI18n();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const bar = useRef<HTMLElement>(null);
  const go = useRef(onGo);
  useEffect(() => {
    go.current = onGo;
  });
  const found = useFound(id, text, (newest) => {
    setAt(0);
    go.current(newest);
  });

  useImperativeHandle(ref, () => ({ focus: () => bar.current?.querySelector('input')?.select() }));

  useEffect(() => {
    const list = within.current;
    return list === null || text.trim() === '' ? undefined : markText(list, [text.trim()], WORDS);
  }, [within, text]);

  function step(by: 1 | -1): void {
    if (found === undefined || found.length === 0) return;
    const next = (at + by + found.length) % found.length;
    setAt(next);
    const order = found[next];
    if (order !== undefined) onGo(order);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === 'Escape') onClose();
    // A button does what it says.
    else if (!isTextField(event.target)) return;
    else if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
    else if (event.key === 'ArrowUp') step(1);
    else if (event.key === 'ArrowDown') step(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const count = found?.length ?? 0;
  return (
    // The field takes Escape to empty itself; here it closes, as everywhere else where words are looked for.
    <search ref={bar} className="find-bar" aria-label={t('chat.find')} onKeyDownCapture={onKeyDown}>
      <SearchBox label={t('chat.find')} value={text} onValueChange={setText} autoFocus />
      <span className="find-bar-count tabular quiet" role="status">
        {text.trim() === '' || found === undefined
          ? ''
          : count === 0
            ? t('chat.find.none')
            : t('chat.find.count', { at: number(at + 1), count: number(count) })}
      </span>
      <IconButton
        label={t('chat.find.older')}
        keys="Enter"
        icon={<ChevronUp />}
        disabled={count === 0}
        onClick={() => step(1)}
      />
      <IconButton
        label={t('chat.find.newer')}
        keys="Shift+Enter"
        icon={<ChevronDown />}
        disabled={count === 0}
        onClick={() => step(-1)}
      />
      <IconButton label={t('chat.find.close')} keys="Esc" icon={<X />} onClick={onClose} />
    </search>
  );
}

/** Undefined until the first part was looked through; `onNewest` is told of the newest match of each new text. */
function useFound(
  { account, peer }: ConversationId,
  text: string,
  onNewest: (order: number) => void,
): readonly number[] | undefined {
  const [found, setFound] = useState<readonly number[]>();
  const tell = useRef(onNewest);
  useEffect(() => {
    tell.current = onNewest;
  });
  useEffect(() => {
    let isStale = false;
    const timer = window.setTimeout(() => void look(), PAUSE);
    async function look(): Promise<void> {
      let all: readonly number[] = [];
      for await (const orders of findInChat(db, { account, peer }, text, () => isStale)) {
        if (isStale) return;
        const [first] = orders;
        if (all.length === 0 && first !== undefined) tell.current(first);
        all = [...all, ...orders];
        setFound(all);
      }
      if (!isStale) setFound(all);
    }
    return () => {
      isStale = true;
      window.clearTimeout(timer);
    };
  }, [account, peer, text]);
  return found;
}
