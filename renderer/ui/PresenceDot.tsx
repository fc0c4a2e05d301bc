import type { Availability } from '../../app/roster/presence.ts';
import { useT } from '../i18n/i18n.tsx';
import './PresenceDot.css';

/** `unknown`: there is no session that could tell, or we may not see it. */
export type ShownPresence = Availability | 'unknown';

export interface PresenceDotProps {
  readonly presence: ShownPresence;
  /** The words stand beside it: not read out here. */
  readonly silent?: boolean;
}

/** Told apart by shape as well as by colour: ● ◐ ◔ ⊖ ○ and a dashed ring. */
export function PresenceDot({ presence, silent = false }: PresenceDotProps) {
  const t = useT();
  return (
    <svg
      role="img"
      aria-hidden={silent}
      aria-label={t(`common.presence.${presence}`)}
      className="ui-presence"
      data-presence={presence}
      viewBox="0 0 12 12"
    >
      {SHAPES[presence]}
    </svg>
  );
}

const ring = <circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" strokeWidth="1.75" />;
const disc = <circle cx="6" cy="6" r="5.5" fill="currentColor" />;

const SHAPES = {
  chat: (
    <>
      {disc}
      <path d="M6 3.2v5.6M3.2 6h5.6" className="ui-presence-sign" />
    </>
  ),
  online: disc,
  away: (
    <>
      {ring}
      <path d="M6 1.5a4.5 4.5 0 0 0 0 9z" fill="currentColor" />
    </>
  ),
  xa: (
    <>
      {ring}
      <path d="M6 6V1.5A4.5 4.5 0 0 1 10.5 6z" fill="currentColor" />
    </>
  ),
  dnd: (
    <>
      {disc}
      <path d="M3.2 6h5.6" className="ui-presence-sign" />
    </>
  ),
  offline: ring,
  unknown: (
    <circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2.2 1.53" />
  ),
} satisfies Record<ShownPresence, React.ReactNode>;
