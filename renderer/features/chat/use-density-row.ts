import { useCallback } from 'react';
import { useSettings } from '../settings/store.ts';
import type { ListRow } from './list-rows.ts';

/** Heights in rem, as --row of the tokens; a function that stays the same while the density does. */
export function useDensityRow(): (row: ListRow) => number {
  const compact = useSettings((settings) => settings.density === 'compact');
  return useCallback((row) => (row.kind === 'heading' ? 2 : compact ? 2.75 : 4), [compact]);
}
