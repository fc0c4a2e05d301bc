/** Sounds that Kith has of its own. */
export const NOTICE_SOUNDS = ['message', 'request'] as const;
export type NoticeSound = (typeof NOTICE_SOUNDS)[number];

/** What the system's notifications can do here, and whether they work. */
export interface NoticeHealth {
  /** `absent`: nothing on this system shows them. `failed`: the system did not show the last one. */
  readonly state: 'works' | 'absent' | 'failed';
  readonly actions: boolean;
  readonly reply: boolean;
  /** The system itself is told not to disturb, as far as it says so. */
  readonly quiet: boolean;
}
