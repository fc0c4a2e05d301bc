import type { notices as en } from '../en/notices.ts';

export const notices = {} satisfies Record<keyof typeof en, string>;
