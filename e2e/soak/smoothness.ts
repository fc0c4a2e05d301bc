/** How the window feels while something goes on: its longest task, and the frames that were not drawn in time. */
import type { Page } from '@playwright/test';

/** ms; W3C calls 50 a long task, and a person notices a keystroke that takes 200. */
export const LONGEST_TASK = 200;

export interface Smoothness {
  /** ms. */
  readonly longest: number;
  /** Tasks of more than 50 ms (W3C Long Tasks). */
  readonly longTasks: number;
  /** Frames that a screen of 60 Hz would have shown and did not get. */
  readonly dropped: number;
  readonly frames: number;
}

interface Watched {
  kithSmoothness?: { stop(): Smoothness };
}

export async function watchSmoothness(page: Page): Promise<() => Promise<Smoothness>> {
  await page.evaluate(() => {
    let longest = 0;
    let longTasks = 0;
    let dropped = 0;
    let frames = 0;
    let last = performance.now();
    let running = true;
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        longTasks += 1;
        longest = Math.max(longest, duration);
      }
    });
    observer.observe({ entryTypes: ['longtask'] });
    const frame = (at: number) => {
      frames += 1;
      dropped += Math.max(0, Math.round((at - last) / (1000 / 60)) - 1);
      last = at;
      if (running) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    (window as unknown as Watched).kithSmoothness = {
      stop() {
        running = false;
        observer.disconnect();
        return { longest, longTasks, dropped, frames };
      },
    };
  });
  return () =>
    page.evaluate(() => {
      const watched = (window as unknown as Watched).kithSmoothness;
      if (watched === undefined) throw new Error('not watched');
      return watched.stop();
    });
}
