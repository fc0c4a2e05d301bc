import { type Log, reasonOf } from '../../log.ts';
import type { WindowPort } from '../shell.ts';
import type { DevtoolsSession } from './devtools.ts';
import type { AppPage } from './page.ts';

/** The browser's application window. It has no tray to go to: hidden is minimised, and closing it ends Kith. */
export async function browserWindow(session: DevtoolsSession, page: AppPage, log: Log): Promise<WindowPort> {
  const { windowId } = await session.send('Browser.getWindowForTarget');
  let maximised = false;
  /** One wish after the other: a window that is still minimising can't be raised. */
  let last: Promise<void> = Promise.resolve();

  function next(step: () => Promise<void>): void {
    last = last.then(step).catch((error: Error) => log.warn('window', { reason: reasonOf(error) }));
  }

  async function show(): Promise<void> {
    const { bounds } = await session.send('Browser.getWindowBounds', { windowId });
    if (bounds.windowState === 'minimized') {
      await session.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'normal' } });
      if (maximised) await session.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'maximized' } });
    }
    await session.send('Page.bringToFront');
  }

  return {
    show: () => next(show),
    hide: () =>
      next(async () => {
        const { bounds } = await session.send('Browser.getWindowBounds', { windowId });
        if (bounds.windowState === 'minimized') return;
        maximised = bounds.windowState === 'maximized';
        if (bounds.windowState === 'fullscreen') {
          await session.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'normal' } });
        }
        await session.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'minimized' } });
      }),
    focus: () => next(show),
    reload: () => next(page.reload),
    setTitle: (title) => next(() => page.setTitle(title)),
    // The browser has no command for it.
    attract: () => 'unsupported',
    isFocused: () => page.state().focused,
    isVisible: () => page.state().visible,
    onChange: page.onState,
    // The window is gone before anybody could be asked.
    onCloseRequest: () => () => undefined,
  };
}
