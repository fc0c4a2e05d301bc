import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import './Float.css';
import './Select.css';

export interface SelectOption<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly detail?: string;
  /** Where the words are in a language of their own. */
  readonly lang?: string;
}

export interface SelectProps<V extends string> {
  readonly label: ReactNode;
  readonly labelHidden?: boolean;
  readonly value: V;
  readonly options: readonly SelectOption<V>[];
  readonly onValueChange: (value: V) => void;
  readonly disabled?: boolean;
}

export function Select<V extends string>(props: SelectProps<V>) {
  const { label, labelHidden, value, options, onValueChange, disabled = false } = props;
  const id = useId();
  return (
    <div className="ui-select-field">
      <span id={id} className={labelHidden ? 'for-readers' : 'ui-select-label'}>
        {label}
      </span>
      <Base.Root
        items={options}
        value={value}
        disabled={disabled}
        onValueChange={(next) => next !== null && onValueChange(next)}
      >
        <Base.Trigger className="ui-select" aria-labelledby={id}>
          <Base.Value className="one-line" />
          <ChevronsUpDown size="1rem" aria-hidden />
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner
            className="ui-float-position"
            sideOffset={4}
            alignItemWithTrigger={false}
            collisionPadding={8}
          >
            <Base.Popup className="ui-select-popup">
              {options.map((option) => (
                <Base.Item key={option.value} value={option.value} className="ui-select-item">
                  <span className="ui-select-text">
                    <Base.ItemText lang={option.lang}>{option.label}</Base.ItemText>
                    {option.detail !== undefined && <span className="ui-select-detail">{option.detail}</span>}
                  </span>
                  <Base.ItemIndicator>
                    <Check size="1rem" aria-hidden />
                  </Base.ItemIndicator>
                </Base.Item>
              ))}
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </div>
  );
}
