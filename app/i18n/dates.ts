/** Points in time as people say them. Times are epoch ms; the time zone is the system's. */

export interface WritesDates {
  /** "14:05", as the language writes it. */
  time(at: number): string;
  /** The line between two days: "Today", "Yesterday", "Wednesday", "March 3", "March 3, 2024". */
  dayLine(at: number, now: number): string;
  /** Short, for lists: the time today, else "Yesterday", "Wed", "Mar 3", "3/3/24". */
  listTime(at: number, now: number): string;
  /** Date and time in full, for tooltips and details. */
  fullTime(at: number): string;
  /** "March 3, 2024". */
  date(at: number): string;
}

/** `shown` sees every text last: the pseudo locale marks it there. */
export function dateWriter(locale: string, shown: (text: string) => string): WritesDates {
  const format = (options: Intl.DateTimeFormatOptions) => {
    const writer = new Intl.DateTimeFormat(locale, options);
    return (at: number) => shown(upperFirst(writer.format(at), locale));
  };
  const time = format({ timeStyle: 'short' });
  const weekday = format({ weekday: 'long' });
  const shortWeekday = format({ weekday: 'short' });
  const monthDay = format({ month: 'long', day: 'numeric' });
  const shortMonthDay = format({ month: 'short', day: 'numeric' });
  const date = format({ dateStyle: 'long' });
  const shortDate = format({ dateStyle: 'short' });
  const fullTime = format({ dateStyle: 'full', timeStyle: 'short' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const relativeDay = (days: number) => shown(upperFirst(relative.format(days, 'day'), locale));

  function dayLine(at: number, now: number): string {
    const days = daysBetween(at, now);
    if (days === 0 || days === -1) return relativeDay(days);
    if (days < 0 && days > -7) return weekday(at);
    return sameYear(at, now) ? monthDay(at) : date(at);
  }

  function listTime(at: number, now: number): string {
    const days = daysBetween(at, now);
    if (days === 0) return time(at);
    if (days === -1) return relativeDay(days);
    if (days < 0 && days > -7) return shortWeekday(at);
    return sameYear(at, now) ? shortMonthDay(at) : shortDate(at);
  }

  return { time, dayLine, listTime, fullTime, date };
}

/** Calendar days from now to `at`, negative in the past; noon to noon, so that daylight saving does not count. */
function daysBetween(at: number, now: number): number {
  return Math.round((noonOf(at) - noonOf(now)) / 86_400_000);
}

function noonOf(at: number): number {
  return new Date(at).setHours(12, 0, 0, 0);
}

function sameYear(a: number, b: number): boolean {
  return new Date(a).getFullYear() === new Date(b).getFullYear();
}

function upperFirst(text: string, locale: string): string {
  const [first = ''] = text;
  return first.toLocaleUpperCase(locale) + text.slice(first.length);
}
