import type { ReactNode } from 'react';
import type { Fault } from '../../app/fault.ts';
import { faultWords } from '../../app/i18n/fault-words.ts';
import { useT } from '../i18n/i18n.tsx';
import { Banner } from './Banner.tsx';

export interface FaultBannerProps {
  readonly fault: Fault;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}

/** A fault in words: what happened, what to do, and what the server said. */
export function FaultBanner({ fault, actions, children }: FaultBannerProps) {
  const { title, advice, serverWords } = faultWords(useT(), fault);
  return (
    <Banner tone="danger" title={title} actions={actions}>
      <p>{advice}</p>
      {serverWords !== undefined && <p className="quiet">{serverWords}</p>}
      {children}
    </Banner>
  );
}
