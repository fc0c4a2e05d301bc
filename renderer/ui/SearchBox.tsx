import { Search, X } from 'lucide-react';
import { type ComponentProps, type KeyboardEvent, useId } from 'react';
import { useT } from '../i18n/i18n.tsx';
import { IconButton } from './IconButton.tsx';
import { Kbd } from './Kbd.tsx';
import './SearchBox.css';

export interface SearchBoxProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'type'> {
  readonly label: string;
  readonly value: string;
  readonly onValueChange: (value: string) => void;
  /** The key combination that leads here, as shown, while the field is empty. */
  readonly keys?: string;
}

/** A filter or search field; Escape empties it before it does anything else. */
export function SearchBox({ label, value, onValueChange, keys, onKeyDown, ...rest }: SearchBoxProps) {
  const t = useT();
  const ownId = useId();
  const { id = ownId } = rest;

  function clearOnEscape(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'Escape' && value !== '' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      event.stopPropagation();
      onValueChange('');
    } else onKeyDown?.(event);
  }

  return (
    <div className="ui-search">
      <Search size="1rem" aria-hidden />
      <label htmlFor={id} className="for-readers">
        {label}
      </label>
      <input
        placeholder={label}
        spellCheck={false}
        autoComplete="off"
        {...rest}
        id={id}
        type="text"
        inputMode="search"
        value={value}
        onChange={(event) => onValueChange(event.target.value)}
        onKeyDown={clearOnEscape}
      />
      {value !== '' ? (
        <IconButton label={t('common.clear')} icon={<X />} size="small" onClick={() => onValueChange('')} />
      ) : (
        keys !== undefined && <Kbd keys={keys} />
      )}
    </div>
  );
}
