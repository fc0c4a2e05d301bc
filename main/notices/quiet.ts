/**
 * The pause of notifications (app/notices/quiet.ts): whether it is on is a question to the clock, so that it also ends
 * while Kith does not run or the computer sleeps; this clears the setting then, for all that shows it.
 */
import { isQuiet } from '../../app/notices/quiet.ts';
import type { Clock } from '../clock.ts';
import { type Log, reasonOf } from '../log.ts';
import type { SettingsStore } from '../settings.ts';

export interface QuietParts {
  readonly settings: Pick<SettingsStore, 'current' | 'change'>;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Quiet {
  /** Whether no notification is to be shown or heard. */
  isOn(): boolean;
  /** When it ends, in epoch ms; undefined: it is off. */
  until(): number | undefined;
  /** From now on until then; undefined ends it. */
  set(until: number | undefined): void;
  /** The setting changed, or the clock may have jumped (a sleep). */
  look(): void;
  stop(): void;
}

export function createQuiet({ settings, clock, log }: QuietParts): Quiet {
  let cancel = () => {};
  /** The end that was cleared: where the disk refuses, the store brings it back, and it is not cleared for ever. */
  let cleared: number | undefined;

  const isOn = () => isQuiet(settings.current().quietUntil, clock.now());
  const until = () => (isOn() ? (settings.current().quietUntil ?? undefined) : undefined);

  function keep(quietUntil: number | null): void {
    settings.change({ quietUntil }).catch((error: unknown) => {
      log.warn('settings not kept', { reason: reasonOf(error) });
    });
  }

  function look(): void {
    cancel();
    cancel = () => {};
    const end = until();
    if (end !== undefined) {
      cancel = clock.after(end - clock.now(), look);
      return;
    }
    const { quietUntil } = settings.current();
    if (quietUntil === null || quietUntil === cleared) return;
    cleared = quietUntil;
    keep(null);
  }

  return {
    isOn,
    until,
    // The store tells of the change, which looks again.
    set: (end) => keep(end ?? null),
    look,
    stop: () => cancel(),
  };
}
