import { Checkbox as Base } from '@base-ui/react/checkbox';
import { Check } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import './Checkbox.css';

export interface CheckboxProps {
  readonly label: ReactNode;
  readonly detail?: ReactNode;
  readonly labelHidden?: boolean;
  readonly checked: boolean;
  readonly onCheckedChange: (checked: boolean) => void;
  readonly disabled?: boolean;
}

export function Checkbox({ label, detail, labelHidden, checked, onCheckedChange, disabled = false }: CheckboxProps) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is Base UI's, and in it
    <label className="ui-check">
      <Base.Root
        className="ui-check-box"
        checked={checked}
        disabled={disabled}
        onCheckedChange={(next) => onCheckedChange(next)}
        aria-describedby={detail === undefined ? undefined : `${id}-detail`}
      >
        <Base.Indicator className="ui-check-mark">
          <Check size="0.875rem" strokeWidth={3} aria-hidden />
        </Base.Indicator>
      </Base.Root>
      <span className={labelHidden ? 'for-readers' : 'ui-check-text'}>
        {label}
        {detail !== undefined && (
          <span id={`${id}-detail`} className="ui-check-detail">
            {detail}
          </span>
        )}
      </span>
    </label>
  );
}
