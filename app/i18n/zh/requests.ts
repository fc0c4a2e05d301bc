import type { requests as en } from '../en/requests.ts';

export const requests = {} satisfies Record<keyof typeof en, string>;
