/** How the system's notifications fare; what they show is decided by app/notices. */
import * as v from 'valibot';
import type { NoticeHealth, NoticeSound } from '../notices/health.ts';
import { command } from './define.ts';

export const noticeCommands = {
  'notices/health': command<Record<never, never>, NoticeHealth>(v.strictObject({})),
  /** Shows a notification to try it out, whatever the settings say; answered when the system has taken it or not. */
  'notices/test': command<Record<never, never>, NoticeHealth>(v.strictObject({})),
};

export type NoticeEvent =
  /** One was not shown, or they are shown again. */
  | { readonly type: 'notices/health-changed' }
  | { readonly type: 'notices/test-pressed' }
  /** The system makes no sound with its notifications: the page does. */
  | { readonly type: 'notices/sound'; readonly sound: NoticeSound };
