import { clsx } from 'clsx';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import './Collapsible.css';

export interface CollapsibleHeaderProps {
  readonly title: ReactNode;
  readonly open: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  /** At the end: a count, a button. */
  readonly end?: ReactNode;
  /** The row around it has the focus and the roles (a tree): then this is no button of its own. */
  readonly plain?: boolean;
  readonly className?: string;
}

export function CollapsibleHeader({ title, open, onOpenChange, end, plain, className }: CollapsibleHeaderProps) {
  const content = (
    <>
      <ChevronRight className="ui-fold-mark" size="1rem" aria-hidden />
      <span className="one-line">{title}</span>
    </>
  );
  return (
    <div className={clsx('ui-fold', className)} data-open={open || undefined}>
      {plain ? (
        <div className="ui-fold-title">{content}</div>
      ) : (
        <button type="button" className="ui-fold-title" aria-expanded={open} onClick={() => onOpenChange?.(!open)}>
          {content}
        </button>
      )}
      {end}
    </div>
  );
}
