import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import './Banner.css';

export interface BannerProps {
  readonly tone?: 'info' | 'warning' | 'danger';
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** Read out as soon as it appears; so it is for what is wrong, unless told otherwise. */
  readonly urgent?: boolean;
}

const ICONS = { info: Info, warning: TriangleAlert, danger: CircleAlert };

export function Banner({ tone = 'info', title, children, actions, urgent = tone === 'danger' }: BannerProps) {
  const Icon = ICONS[tone];
  return (
    <div className="ui-banner" data-tone={tone} role={urgent ? 'alert' : 'note'}>
      <Icon className="ui-banner-mark" size="1.125rem" aria-hidden />
      <div className="ui-banner-text">
        <p className="ui-banner-title">{title}</p>
        {children !== undefined && <div className="break-anywhere">{children}</div>}
        {actions !== undefined && <div className="ui-banner-actions">{actions}</div>}
      </div>
    </div>
  );
}
