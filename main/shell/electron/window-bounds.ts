import { readFileSync, writeFileSync } from 'node:fs';
import type { Rectangle } from 'electron';
import * as v from 'valibot';

const DEFAULT = { width: 1_080, height: 720 };

const saved = v.object({
  x: v.pipe(v.number(), v.integer()),
  y: v.pipe(v.number(), v.integer()),
  width: v.pipe(v.number(), v.integer(), v.minValue(200)),
  height: v.pipe(v.number(), v.integer(), v.minValue(200)),
  maximised: v.boolean(),
});
export type SavedBounds = v.InferOutput<typeof saved>;

/** Where the window was, when that place is still on a screen; otherwise its usual size. */
export function readBounds(file: string, screens: readonly Rectangle[]): SavedBounds | typeof DEFAULT {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    // The first start.
    return DEFAULT;
  }
  const bounds = v.safeParse(v.pipe(v.string(), v.parseJson(), saved), text);
  if (!bounds.success || !screens.some((screen) => isReachable(bounds.output, screen))) return DEFAULT;
  return bounds.output;
}

export function writeBounds(file: string, bounds: SavedBounds): void {
  writeFileSync(file, JSON.stringify(bounds), { mode: 0o600 });
}

/** Enough of the title bar is on the screen to take hold of it. */
function isReachable(bounds: Rectangle, screen: Rectangle): boolean {
  const across = Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x);
  return across >= 100 && bounds.y >= screen.y && bounds.y <= screen.y + screen.height - 50;
}
