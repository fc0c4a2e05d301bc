import { Switch as Base } from '@base-ui/react/switch';
import { type ReactNode, useId } from 'react';
import './Switch.css';

export interface SwitchProps {
  readonly label: ReactNode;
  readonly detail?: ReactNode;
  readonly checked: boolean;
  readonly onCheckedChange: (checked: boolean) => void;
  readonly disabled?: boolean;
}

/** On or off, at once; the label to the left, the switch at the end. */
export function Switch({ label, detail, checked, onCheckedChange, disabled = false }: SwitchProps) {
  const id = useId();
  return (
    <div className="ui-switch-row">
      <label htmlFor={id} className="ui-switch-text">
        <span id={`${id}-label`}>{label}</span>
        {detail !== undefined && (
          <span id={`${id}-detail`} className="ui-switch-detail">
            {detail}
          </span>
        )}
      </label>
      <Base.Root
        id={id}
        className="ui-switch"
        checked={checked}
        disabled={disabled}
        onCheckedChange={(next) => onCheckedChange(next)}
        aria-labelledby={`${id}-label`}
        aria-describedby={detail === undefined ? undefined : `${id}-detail`}
      >
        <Base.Thumb className="ui-switch-thumb" />
      </Base.Root>
    </div>
  );
}
