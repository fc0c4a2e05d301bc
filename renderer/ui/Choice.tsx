import { type ReactNode, useId } from 'react';
import './Choice.css';

export interface ChoiceProps<V extends string> {
  readonly label: ReactNode;
  readonly labelHidden?: boolean;
  readonly value: V;
  readonly options: readonly {
    readonly value: V;
    readonly label: ReactNode;
    readonly detail?: ReactNode;
    readonly disabled?: boolean;
  }[];
  readonly onValueChange: (value: V) => void;
}

/** One of a few, all in view: radio buttons, a line each. */
export function Choice<V extends string>({ label, labelHidden, value, options, onValueChange }: ChoiceProps<V>) {
  const id = useId();
  return (
    <fieldset className="ui-choice">
      <legend className={labelHidden ? 'for-readers' : 'ui-choice-label'}>{label}</legend>
      {options.map((option) => (
        <label key={option.value} className="ui-choice-option">
          <input
            type="radio"
            name={id}
            checked={option.value === value}
            disabled={option.disabled}
            onChange={() => onValueChange(option.value)}
          />
          <span className="ui-choice-text">
            {option.label}
            {option.detail !== undefined && <span className="ui-choice-detail">{option.detail}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
