/** How long a conversation is kept quiet. Times are epoch ms; the time zone is the system's. */
import { quietEnd } from './quiet.ts';

export const MUTE_SPANS = ['hour', 'hours', 'tomorrow', 'forever'] as const;
export type MuteSpan = (typeof MUTE_SPANS)[number];

const HOUR = 3_600_000;

/** When it is over; undefined: when the person says so. `hours` are eight. */
export function muteEnd(span: MuteSpan, now: number): number | undefined {
  switch (span) {
    case 'hour':
      return quietEnd('hour', now);
    case 'hours':
      return now + 8 * HOUR;
    case 'tomorrow':
      return quietEnd('morning', now);
    case 'forever':
      return undefined;
  }
}
