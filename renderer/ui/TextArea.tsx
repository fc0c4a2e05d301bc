import { type ComponentProps, type ReactNode, useId } from 'react';
import './TextField.css';

export interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'onChange' | 'value'> {
  readonly label: ReactNode;
  readonly value: string;
  readonly onValueChange: (value: string) => void;
  readonly hint?: ReactNode;
}

/** Several lines; grows with them. */
export function TextArea({ label, value, onValueChange, hint, ...rest }: TextAreaProps) {
  const id = useId();
  return (
    <div className="ui-field">
      <label htmlFor={id} className="ui-field-label">
        {label}
      </label>
      <div className="ui-field-box">
        <textarea
          {...rest}
          id={id}
          value={value}
          onChange={(event) => onValueChange(event.target.value)}
          aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        />
      </div>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="ui-field-hint">
          {hint}
        </p>
      )}
    </div>
  );
}
