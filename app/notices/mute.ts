/** How long a conversation is kept quiet. Times are epoch ms; the time zone is the system's. */

export const MUTE_SPANS = ['hour', 'hours', 'tomorrow', 'forever'] as const;
export type MuteSpan = (typeof MUTE_SPANS)[number];

const HOUR = 3_600_000;
/** The hours of the clock between which a person who is still awake calls the coming morning "tomorrow", and when that begins. */
const [MIDNIGHT_ENDS, MORNING] = [5, 8];

/** When it is over; undefined: when the person says so. `hours` are eight. */
export function muteEnd(span: MuteSpan, now: number): number | undefined {
  switch (span) {
    case 'hour':
      return now + HOUR;
    case 'hours':
      return now + 8 * HOUR;
    case 'tomorrow': {
      const day = new Date(now);
      if (day.getHours() >= MIDNIGHT_ENDS) day.setDate(day.getDate() + 1);
      return day.setHours(MORNING, 0, 0, 0);
    }
    case 'forever':
      return undefined;
  }
}
