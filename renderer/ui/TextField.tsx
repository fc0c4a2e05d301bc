import { clsx } from 'clsx';
import { type ComponentProps, type ReactNode, useId } from 'react';
import './TextField.css';

export interface TextFieldProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value'> {
  readonly label: ReactNode;
  readonly value: string;
  readonly onValueChange: (value: string) => void;
  /** Always below the field. */
  readonly hint?: ReactNode;
  /** What is wrong with the value, below the field and tied to it; the field is marked invalid. */
  readonly error?: ReactNode;
  /** The label is read out only. */
  readonly labelHidden?: boolean;
  /** Inside the field, at its end. */
  readonly end?: ReactNode;
}

export function TextField(props: TextFieldProps) {
  const { label, value, onValueChange, hint, error, labelHidden, end, className, id, ...rest } = props;
  const ownId = useId();
  const fieldId = id ?? ownId;
  const hasError = error !== undefined && error !== null && error !== false;
  const described = [hint !== undefined && `${fieldId}-hint`, hasError && `${fieldId}-error`].filter(Boolean).join(' ');
  return (
    <div className={clsx('ui-field', className)} data-invalid={hasError || undefined}>
      <label htmlFor={fieldId} className={labelHidden ? 'for-readers' : 'ui-field-label'}>
        {label}
      </label>
      <div className="ui-field-box">
        <input
          {...rest}
          id={fieldId}
          value={value}
          onChange={(event) => onValueChange(event.target.value)}
          aria-invalid={hasError || undefined}
          aria-describedby={described === '' ? undefined : described}
        />
        {end}
      </div>
      {hint !== undefined && (
        <p id={`${fieldId}-hint`} className="ui-field-hint">
          {hint}
        </p>
      )}
      <p id={`${fieldId}-error`} className="ui-field-error" role="alert">
        {hasError && error}
      </p>
    </div>
  );
}
