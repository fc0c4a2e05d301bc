/** Where the window is, kept whenever it changes: a computer that is switched off ends nothing in order. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { BrowserWindow, Rectangle } from 'electron';
import * as v from 'valibot';
import { type Log, reasonOf } from '../../log.ts';
import type { Undo } from '../shell.ts';

const DEFAULT = { width: 1_080, height: 720 };
/** ms after the last step of a person who drags it. */
const PAUSE = 500;

const saved = v.object({
  x: v.pipe(v.number(), v.integer()),
  y: v.pipe(v.number(), v.integer()),
  width: v.pipe(v.number(), v.integer(), v.minValue(200)),
  height: v.pipe(v.number(), v.integer(), v.minValue(200)),
  maximised: v.boolean(),
});
export type SavedBounds = v.InferOutput<typeof saved>;

/** Where the window was, when that place is still on a screen, and no larger than it; otherwise its usual size. */
export function readBounds(file: string, screens: readonly Rectangle[]): SavedBounds | typeof DEFAULT {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    // The first start.
    return DEFAULT;
  }
  const bounds = v.safeParse(v.pipe(v.string(), v.parseJson(), saved), text);
  if (!bounds.success) return DEFAULT;
  const screen = screens.find((each) => isReachable(bounds.output, each));
  if (screen === undefined) return DEFAULT;
  const { width, height } = bounds.output;
  return { ...bounds.output, width: Math.min(width, screen.width), height: Math.min(height, screen.height) };
}

/** Enough of the title bar is on one of the screens to take hold of it. */
export function isOnScreen(bounds: Rectangle, screens: readonly Rectangle[]): boolean {
  return screens.some((screen) => isReachable(bounds, screen));
}

function isReachable(bounds: Rectangle, screen: Rectangle): boolean {
  const across = Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x);
  return across >= 100 && bounds.y >= screen.y && bounds.y <= screen.y + screen.height - 50;
}

export interface KeepBoundsParts {
  readonly window: Pick<BrowserWindow, 'on' | 'isDestroyed' | 'getNormalBounds' | 'isMaximized'>;
  readonly file: string;
  /** Calls once, in `ms`. */
  readonly after: (ms: number, call: () => void) => Undo;
  readonly log: Log;
}

/** Writes the place after each change; what it answers writes it now. */
export function keepBounds({ window, file, after, log }: KeepBoundsParts): () => void {
  let cancel: Undo = () => undefined;
  let written: string | undefined;

  function write(): void {
    cancel();
    if (window.isDestroyed()) return;
    const bounds: SavedBounds = { ...window.getNormalBounds(), maximised: window.isMaximized() };
    const text = JSON.stringify(bounds);
    if (text === written) return;
    try {
      writeFileSync(`${file}.new`, text, { mode: 0o600 });
      renameSync(`${file}.new`, file);
      written = text;
    } catch (error) {
      log.warn('place of the window not kept', { reason: reasonOf(error) });
    }
  }

  function later(): void {
    cancel();
    cancel = after(PAUSE, write);
  }
  window.on('resize', later);
  window.on('move', later);
  window.on('maximize', later);
  window.on('unmaximize', later);
  window.on('closed', () => cancel());
  return write;
}
