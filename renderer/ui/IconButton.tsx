import { clsx } from 'clsx';
import type { ComponentProps, ReactNode } from 'react';
import { Tooltip } from './Tooltip.tsx';
import './IconButton.css';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'type' | 'children' | 'aria-label'> {
  /** Read out, and shown as a tooltip. */
  readonly label: string;
  /** A key combination as shown, after the label in the tooltip. */
  readonly keys?: string;
  readonly icon: ReactNode;
  readonly look?: 'quiet' | 'accent' | 'danger';
  readonly size?: 'normal' | 'small';
  readonly tooltipSide?: 'top' | 'right' | 'bottom' | 'left';
}

export function IconButton(props: IconButtonProps) {
  const { label, keys, icon, look = 'quiet', size = 'normal', tooltipSide = 'bottom', className, ...rest } = props;
  return (
    <Tooltip text={keys === undefined ? label : `${label} · ${keys}`} side={tooltipSide}>
      <button
        {...rest}
        type="button"
        aria-label={label}
        className={clsx('ui-icon-button', className)}
        data-look={look}
        data-size={size}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
