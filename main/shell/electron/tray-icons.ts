/**
 * Which drawn picture the tray and the task bar show: the one place that knows the files' names. build/icons/draw.ts draws
 * all of them, `npm run package` looks for all of them.
 *
 * The pictures have colours of their own that stand out on light and dark panels alike: Linux does not tell a program how
 * its panel looks. macOS colours a template by the menu bar, and shows the number as text beside it.
 */

/** What there is to show. Being offline shows only where nothing is unread: that is not what hides a message. */
export interface TrayFacts {
  /** `some`: there is something unread, without a number. */
  readonly unread: 'none' | 'some' | 'count';
  /** For `count`. */
  readonly count: number;
  readonly offline: boolean;
}

/** More than this many are `9+`: two digits can't be read at 16 pixels. */
const MOST = 9;
export const NUMBERS = [...Array.from({ length: MOST }, (_, index) => String(index + 1)), `${MOST}+`] as const;

/** The number as it is drawn; undefined: a dot. */
function numberOf(count: number): string | undefined {
  return count < 1 ? undefined : count > MOST ? `${MOST}+` : String(Math.floor(count));
}

/** A `+` is no good in a file name. */
export const fileOfNumber = (prefix: 'tray' | 'overlay', number: string): string =>
  `${prefix}-${number.replace('+', 'plus')}`;

/**
 * The tray's picture for `facts`, a file in the icons' folder. Beside each `.png` lies one of twice the size (`@2x.png`),
 * which Electron finds by itself; Windows gets an `.ico` with the sizes of its scale factors.
 */
export function trayIcon(facts: TrayFacts, platform: NodeJS.Platform): string {
  const number = facts.unread === 'count' ? numberOf(facts.count) : undefined;
  const unread = facts.unread !== 'none';
  if (platform === 'darwin') {
    // The name's end makes it a template.
    return `${unread ? 'trayUnreadTemplate' : facts.offline ? 'trayOfflineTemplate' : 'trayTemplate'}.png`;
  }
  const name =
    number !== undefined
      ? fileOfNumber('tray', number)
      : unread
        ? 'tray-unread'
        : facts.offline
          ? 'tray-offline'
          : 'tray';
  return `${name}.${platform === 'win32' ? 'ico' : 'png'}`;
}

/** What Windows lays over Kith's button in the task bar; undefined for nothing. A file in the icons' folder. */
export function overlayIcon(count: number): string | undefined {
  const number = numberOf(count);
  return number === undefined ? undefined : `${fileOfNumber('overlay', number)}.png`;
}

/** Every file that the functions above can name. */
export function trayFiles(): readonly string[] {
  const platforms = ['linux', 'win32', 'darwin'] as const;
  const facts: TrayFacts[] = [
    { unread: 'none', count: 0, offline: false },
    { unread: 'none', count: 0, offline: true },
    { unread: 'some', count: 0, offline: false },
    ...NUMBERS.map((_, index) => ({ unread: 'count' as const, count: index + 1, offline: false })),
  ];
  const tray = platforms.flatMap((platform) => facts.map((each) => trayIcon(each, platform)));
  const overlays = NUMBERS.flatMap((_, index) => overlayIcon(index + 1) ?? []);
  return [...new Set([...tray, ...overlays])];
}
