/** How the window feels while something goes on: its longest task, and the frames that were not drawn in time. */
import type { Page } from '@playwright/test';

/** ms; W3C calls 50 a long task, and a person notices a keystroke that takes 200. */
export const LONGEST_TASK = 200;

export interface Smoothness {
  /** ms of processor time that the longest task took: unlike `longest`, what others do on this machine is not in it. */
  readonly busiest: number;
  /** ms. */
  readonly longest: number;
  /** Tasks of more than 50 ms (W3C Long Tasks). */
  readonly longTasks: number;
  /** Frames that a screen of 60 Hz would have shown and did not get. */
  readonly dropped: number;
  readonly frames: number;
}

interface Watched {
  kithSmoothness?: { stop(): Omit<Smoothness, 'busiest'> };
}

const TASK = 'ThreadControllerImpl::RunTask';

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly args: { readonly name?: string };
  /** µs of processor time. */
  readonly tdur?: number;
}

/** The browser's own trace of the tasks of each thread; gives the processor time (ms) of a page's longest one. */
async function traceTasks(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().browser()?.newBrowserCDPSession();
  if (session === undefined) throw new Error('there is no browser to ask');
  const pages = new Set<string>();
  const longest = new Map<string, number>();
  session.on('Tracing.dataCollected', ({ value }) => {
    for (const { name, pid, tid, args, tdur = 0 } of value as unknown as TraceEvent[]) {
      const thread = `${pid} ${tid}`;
      if (name === 'thread_name' && args.name === 'CrRendererMain') pages.add(thread);
      else if (name === TASK) longest.set(thread, Math.max(tdur / 1000, longest.get(thread) ?? 0));
    }
  });
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', '__metadata'] },
  });
  return async () => {
    const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
    await session.send('Tracing.end');
    await complete;
    await session.detach();
    return Math.max(0, ...[...pages].map((thread) => longest.get(thread) ?? 0));
  };
}

export async function watchSmoothness(page: Page): Promise<() => Promise<Smoothness>> {
  const stopTracing = await traceTasks(page);
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
  return async () => {
    const felt = await page.evaluate(() => {
      const watched = (window as unknown as Watched).kithSmoothness;
      if (watched === undefined) throw new Error('not watched');
      return watched.stop();
    });
    return { ...felt, busiest: await stopTracing() };
  };
}
