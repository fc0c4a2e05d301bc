import type { BrowserWindow, BrowserWindowConstructorOptions, Dock } from 'electron';
import { listeners } from '../listeners.ts';
import type { WindowPort, WindowState } from '../shell.ts';

/** Everything that keeps the page in its place is on, also where it is the default today. */
export function windowOptions(
  preload: string,
  icon: string | undefined,
  dark: boolean,
): BrowserWindowConstructorOptions {
  return {
    show: false,
    title: 'Kith',
    minWidth: 360,
    minHeight: 400,
    autoHideMenuBar: true,
    // What is seen before the first paint.
    backgroundColor: dark ? '#1b1b1f' : '#ffffff',
    ...(icon === undefined ? {} : { icon }),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: true,
      // A message may come, and be heard, before anything was pressed.
      autoplayPolicy: 'no-user-gesture-required',
    },
  };
}

export interface WindowParts {
  readonly window: BrowserWindow;
  /** On macOS. */
  readonly dock: Pick<Dock, 'bounce' | 'cancelBounce'> | undefined;
  /** Brings it back to a screen: the one that it was on may be gone. */
  readonly place: () => void;
  /** Whether a hidden window can be brought back: by a tray icon or the dock. */
  readonly hasWayBack: () => boolean;
  readonly quit: () => void;
  /** Whether the application is already on its way out. */
  readonly isLeaving: () => boolean;
}

export function electronWindow({ window, dock, place, hasWayBack, quit, isLeaving }: WindowParts): WindowPort {
  const changes = listeners<WindowState>();
  let decide: (() => 'hide' | 'close') | undefined;
  let last: WindowState = state();

  function state(): WindowState {
    // Whoever asks on the way out gets an answer, too.
    if (window.isDestroyed()) return { focused: false, visible: false };
    return { focused: window.isFocused(), visible: window.isVisible() && !window.isMinimized() };
  }

  function look(): void {
    const now = state();
    if (now.focused === last.focused && now.visible === last.visible) return;
    last = now;
    changes.tell(now);
  }
  window.on('focus', look);
  window.on('blur', look);
  window.on('show', look);
  window.on('hide', look);
  window.on('minimize', look);
  window.on('restore', look);

  /** It may be taken away, and what is asked of it on the way out is nothing then. */
  function whileThere(act: () => void): void {
    if (!window.isDestroyed()) act();
  }

  function show(): void {
    if (window.isMinimized()) window.restore();
    else if (!window.isVisible()) place();
    window.show();
  }

  let bouncing: number | undefined;
  function attract(on: boolean): void {
    if (dock === undefined) {
      window.flashFrame(on);
      return;
    }
    // There `flashFrame` would let the icon bounce without end.
    if (bouncing !== undefined) dock.cancelBounce(bouncing);
    bouncing = on ? dock.bounce('informational') : undefined;
  }

  function hide(): void {
    if (!hasWayBack()) {
      window.minimize();
      return;
    }
    if (!window.isFullScreen()) {
      window.hide();
      return;
    }
    // On macOS a window hidden in full screen leaves a black one behind.
    window.once('leave-full-screen', () => window.hide());
    window.setFullScreen(false);
  }

  window.on('close', (event) => {
    if (isLeaving()) return;
    event.preventDefault();
    if (hasWayBack() && decide?.() === 'hide') hide();
    else quit();
  });

  return {
    show: () => whileThere(show),
    hide: () => whileThere(hide),
    focus: () =>
      whileThere(() => {
        show();
        window.focus();
      }),
    reload: () => whileThere(() => window.webContents.reload()),
    setTitle: (title) => whileThere(() => window.setTitle(title)),
    attract(on) {
      whileThere(() => attract(on));
      return 'done';
    },
    isFocused: () => state().focused,
    isVisible: () => state().visible,
    onChange: changes.add,
    onCloseRequest(next) {
      decide = next;
      return () => {
        if (decide === next) decide = undefined;
      };
    },
  };
}
