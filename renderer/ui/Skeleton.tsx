import { useEffect, useState } from 'react';
import './Skeleton.css';

export interface SkeletonProps {
  /** How many rows of avatar and two lines. */
  readonly rows: number;
  /** Read out. */
  readonly label: string;
}

/** Work under 300 ms shows nothing: the rows fade in after that. */
export function Skeleton({ rows, label }: SkeletonProps) {
  return (
    <div className="ui-skeleton" role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all the same
        <div key={row} className="ui-skeleton-row">
          <span />
          <div>
            <span style={{ width: `${45 + ((row * 29) % 40)}%` }} />
            <span style={{ width: `${60 + ((row * 17) % 35)}%` }} />
          </div>
        </div>
      ))}
    </div>
  );
}

/** Whether something has gone on for longer than `ms`: from then on it is worth saying what it is. */
export function useLongerThan(ms: number, going: boolean): boolean {
  const [long, setLong] = useState(false);
  useEffect(() => {
    if (!going) return;
    const timer = window.setTimeout(() => setLong(true), ms);
    return () => {
      window.clearTimeout(timer);
      setLong(false);
    };
  }, [ms, going]);
  return going && long;
}
