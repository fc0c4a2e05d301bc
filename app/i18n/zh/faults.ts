import type { faults as en } from '../en/faults.ts';

export const faults = {} satisfies Record<keyof typeof en, string>;
