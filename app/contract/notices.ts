/** How the system's notifications fare; what they show is decided by app/notices. */
import * as v from 'valibot';
import type { BareJid } from '../jid.ts';
import type { NoticeHealth, NoticeSound } from '../notices/health.ts';
import { command } from './define.ts';

/** What the person wrote or pressed in a notification about a conversation. */
export type NoticeAnswer = { readonly account: BareJid; readonly peer: BareJid } & (
  | { readonly kind: 'read' }
  | { readonly kind: 'reply'; readonly text: string }
);

export const noticeCommands = {
  'notices/health': command<Record<never, never>, NoticeHealth>(v.strictObject({})),
  /** Shows a notification to try it out, whatever the settings say; answered when the system has taken it or not. */
  'notices/test': command<Record<never, never>, NoticeHealth>(v.strictObject({})),
  /** The oldest that nobody took; null: none waits. Who takes it does what it says. */
  'notices/take-answer': command<Record<never, never>, NoticeAnswer | null>(v.strictObject({})),
};

export type NoticeEvent =
  /** One was not shown, or they are shown again. */
  | { readonly type: 'notices/health-changed' }
  | { readonly type: 'notices/test-pressed' }
  /** To be taken. */
  | { readonly type: 'notices/answer-waits' }
  /** The system makes no sound with its notifications: the page does. */
  | { readonly type: 'notices/sound'; readonly sound: NoticeSound };
