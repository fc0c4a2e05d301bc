import { clsx } from 'clsx';
import { LoaderCircle } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import './Button.css';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'type'> {
  readonly look?: 'primary' | 'secondary' | 'quiet' | 'danger' | 'quiet-danger';
  readonly size?: 'normal' | 'small';
  readonly icon?: ReactNode;
  /** Being worked on: stays focusable, takes no further press. */
  readonly busy?: boolean;
  readonly submit?: boolean;
}

export function Button(props: ButtonProps) {
  const {
    look = 'secondary',
    size = 'normal',
    icon,
    busy = false,
    submit,
    className,
    onClick,
    children,
    ...rest
  } = props;
  return (
    <button
      {...rest}
      type={submit ? 'submit' : 'button'}
      className={clsx('ui-button', className)}
      data-look={look}
      data-size={size}
      aria-disabled={busy || rest['aria-disabled']}
      aria-busy={busy}
      onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
    >
      {busy ? <LoaderCircle className="ui-spin" size="1em" aria-hidden /> : icon}
      <span className="one-line">{children}</span>
    </button>
  );
}
