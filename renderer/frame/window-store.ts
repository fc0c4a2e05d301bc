/** The window as the shell sees it, and what the shell is; the page's own focus events are not asked. */
import { create } from 'zustand';
import type { LiveEvent } from '../../app/contract/contract.ts';
import type { Hello } from '../../app/contract/sync.ts';

type Facts = Pick<
  Hello,
  'version' | 'shell' | 'platform' | 'systemLanguages' | 'tray' | 'dataDir' | 'hasRecentChats' | 'keychain'
>;

export interface WindowState extends Facts {
  readonly focused: boolean;
  readonly visible: boolean;
  /** In a narrow window the list may stand in place of the main pane. */
  readonly mainShown: boolean;
}

export const useWindow = create<WindowState>(() => ({
  version: '',
  shell: 'electron',
  platform: 'linux',
  systemLanguages: [],
  tray: 'panel',
  dataDir: '',
  hasRecentChats: false,
  keychain: 'unsupported',
  focused: false,
  visible: false,
  mainShown: true,
}));

export function beginWindow(hello: Hello): void {
  const { version, shell, platform, systemLanguages, tray, dataDir, hasRecentChats, keychain, window } = hello;
  useWindow.setState({ version, shell, platform, systemLanguages, tray, dataDir, hasRecentChats, keychain, ...window });
}

export function applyToWindow(event: LiveEvent): void {
  if (event.type === 'desktop/tray') useWindow.setState({ tray: event.tray });
  else if (event.type === 'desktop/window') useWindow.setState({ focused: event.focused, visible: event.visible });
}
