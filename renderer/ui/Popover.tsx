import { Popover as Base } from '@base-ui/react/popover';
import { clsx } from 'clsx';
import type { ReactElement, ReactNode } from 'react';
import { focusOn } from './focus-on.ts';
import './Float.css';
import './Popover.css';

export interface PopoverProps {
  /** The button that opens it; without one, `anchor` is what it stands beside, and `open` says when. */
  readonly trigger?: ReactElement;
  readonly anchor?: Element | null;
  /** Where the keyboard goes when it closes; otherwise to the trigger. */
  readonly returnTo?: () => HTMLElement | null;
  /** Names the popover to readers; shown as its heading. */
  readonly title: ReactNode;
  readonly titleHidden?: boolean;
  readonly children: ReactNode;
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  readonly align?: 'start' | 'center' | 'end';
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
  readonly className?: string;
}

export function Popover(props: PopoverProps) {
  const { trigger, anchor, returnTo, title, titleHidden = false, children, open, onOpenChange, className } = props;
  const { align = 'start', side = 'bottom' } = props;
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange?.(next)}>
      {trigger !== undefined && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Positioner
          className="ui-float-position"
          {...(anchor === undefined ? {} : { anchor })}
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
        >
          <Base.Popup
            className={clsx('ui-float ui-popover', className)}
            finalFocus={returnTo === undefined ? true : () => focusOn(returnTo())}
          >
            <Base.Title className={titleHidden ? 'for-readers' : 'ui-popover-title'}>{title}</Base.Title>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
