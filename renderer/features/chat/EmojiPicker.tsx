import { type KeyboardEvent, type MouseEvent, memo, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useI18n } from '../../i18n/i18n.tsx';
import { SearchBox } from '../../ui/SearchBox.tsx';
import { type EmojiGroup, findEmoji, loadEmoji, type NamedEmoji } from './emoji-names.ts';
import './EmojiPicker.css';

/** In one row; EmojiPicker.css has as many columns. */
const COLUMNS = 8;

/** All emoji, found by name. The keyboard stays in the field; arrows walk through the emoji, Enter takes one. */
export function EmojiPicker({ onPick }: { readonly onPick: (emoji: string) => void }) {
  const { t, language } = useI18n();
  const [text, setText] = useState('');
  const groups = useEmoji(language);
  const [active, setActive] = useState<Place>({ row: 0, column: 0 });
  const list = useRef<HTMLDivElement>(null);
  const id = useId();

  const shown = useMemo((): readonly EmojiGroup[] => {
    if (text.trim() === '') return groups ?? [];
    const found = findEmoji(groups ?? [], text);
    return found.length === 0 ? [] : [{ name: '', emoji: found }];
  }, [groups, text]);
  const rows = useMemo(() => shown.flatMap((group) => rowsIn(group.emoji)), [shown]);
  const chosen = rows[active.row]?.[active.column];

  function move(to: Place): void {
    const row = Math.min(Math.max(to.row, 0), rows.length - 1);
    const column = Math.min(Math.max(to.column, 0), (rows[row]?.length ?? 1) - 1);
    setActive({ row, column });
    const emoji = rows[row]?.[column];
    if (emoji !== undefined) optionOf(list.current, emoji)?.scrollIntoView({ block: 'nearest' });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const { row, column } = active;
    if (event.key === 'Enter' && chosen !== undefined) onPick(chosen.emoji);
    else if (event.key === 'ArrowDown') move({ row: row + 1, column });
    else if (event.key === 'ArrowUp') move({ row: row - 1, column });
    else if (event.key === 'ArrowRight')
      move(column + 1 < (rows[row]?.length ?? 0) ? { row, column: column + 1 } : { row: row + 1, column: 0 });
    else if (event.key === 'ArrowLeft')
      move(column > 0 ? { row, column: column - 1 } : { row: row - 1, column: COLUMNS - 1 });
    else return;
    event.preventDefault();
  }

  function onClick(event: MouseEvent): void {
    const emoji =
      event.target instanceof Element ? event.target.closest<HTMLElement>('[data-emoji]')?.dataset.emoji : undefined;
    if (emoji !== undefined) onPick(emoji);
  }

  return (
    <div className="emoji-picker">
      <SearchBox
        label={t('chat.emoji.search')}
        value={text}
        onValueChange={(next) => {
          setText(next);
          setActive({ row: 0, column: 0 });
          list.current?.scrollTo({ top: 0 });
        }}
        onKeyDown={onKeyDown}
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={chosen === undefined ? undefined : `${id} ${chosen.emoji}`}
        autoFocus
      />
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above */}
      <div
        ref={list}
        id={id}
        className="emoji-picker-list"
        role="listbox"
        tabIndex={-1}
        aria-label={t('chat.emoji')}
        onClick={onClick}
      >
        {shown.map((group) => (
          <Group
            key={group.name}
            group={group}
            id={id}
            chosen={group.emoji.includes(chosen as NamedEmoji) ? chosen : undefined}
          />
        ))}
        {groups !== undefined && shown.length === 0 && (
          <p className="emoji-picker-none quiet">{t('chat.emoji.none', { text: text.trim() })}</p>
        )}
      </div>
      <p className="emoji-picker-name one-line quiet" aria-hidden>
        {chosen?.name}
      </p>
    </div>
  );
}

interface Place {
  readonly row: number;
  readonly column: number;
}

interface GroupProps {
  readonly group: EmojiGroup;
  readonly id: string;
  readonly chosen: NamedEmoji | undefined;
}

/** Drawn anew only when the choice comes into it, moves in it, or leaves it. */
const Group = memo(function Group({ group, id, chosen }: GroupProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of options, which HTML has only for select
    <div
      role="group"
      aria-label={group.name === '' ? undefined : group.name}
      className="emoji-picker-group"
      style={{ containIntrinsicBlockSize: `${Math.ceil(group.emoji.length / COLUMNS) * 2.25 + 1.75}rem` }}
    >
      {group.name !== '' && (
        <div className="emoji-picker-heading" aria-hidden>
          {group.name}
        </div>
      )}
      <div className="emoji-picker-grid" role="presentation">
        {group.emoji.map((each) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus and names the chosen one
          <span
            key={each.emoji}
            id={`${id} ${each.emoji}`}
            role="option"
            aria-selected={each === chosen}
            aria-label={each.name}
            title={each.name}
            data-emoji={each.emoji}
          >
            {each.emoji}
          </span>
        ))}
      </div>
    </div>
  );
});

function useEmoji(language: Parameters<typeof loadEmoji>[0]): readonly EmojiGroup[] | undefined {
  const [groups, setGroups] = useState<readonly EmojiGroup[]>();
  useEffect(() => {
    let left = false;
    loadEmoji(language)
      .then((next) => {
        if (!left) setGroups(next);
      })
      .catch((error: unknown) => {
        console.error('the names of emoji could not be read', error);
        if (!left) setGroups([]);
      });
    return () => {
      left = true;
    };
  }, [language]);
  return groups;
}

function rowsIn(emoji: readonly NamedEmoji[]): NamedEmoji[][] {
  return Array.from({ length: Math.ceil(emoji.length / COLUMNS) }, (_, row) =>
    emoji.slice(row * COLUMNS, (row + 1) * COLUMNS),
  );
}

function optionOf(list: HTMLElement | null, { emoji }: NamedEmoji): HTMLElement | null {
  return list?.querySelector<HTMLElement>(`[data-emoji="${CSS.escape(emoji)}"]`) ?? null;
}
