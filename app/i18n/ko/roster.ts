import type { roster as en } from '../en/roster.ts';

export const roster = {} satisfies Record<keyof typeof en, string>;
