/** A pause of all notifications on this device, kept in the settings as the moment (epoch ms) at which it ends by itself. */

export const QUIET_CHOICES = ['hour', 'morning'] as const;
export type QuietChoice = (typeof QUIET_CHOICES)[number];

const HOUR = 3_600_000;
/** When the next day begins for somebody who is awake at night, and when it may become loud again; o'clock. */
const NIGHT_ENDS = 5;
const MORNING = 8;
/** Nobody can choose more: a moment further away was kept while the computer's clock was wrong. */
export const LONGEST_QUIET = 48 * HOUR;

/** When a pause that is chosen `now` ends, in the local time of the computer; both in epoch ms. */
export function quietEnd(choice: QuietChoice, now: number): number {
  if (choice === 'hour') return now + HOUR;
  const end = new Date(now);
  // By the calendar and not by 24 hours: the clocks may change tonight.
  if (end.getHours() >= NIGHT_ENDS) end.setDate(end.getDate() + 1);
  end.setHours(MORNING, 0, 0, 0);
  return end.getTime();
}

/** `until`: the setting `quietUntil`. */
export function isQuiet(until: number | null, now: number): boolean {
  return until !== null && until > now && until - now <= LONGEST_QUIET;
}
