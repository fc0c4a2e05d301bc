/** The page begins: it asks main what is true now, fills the live stores, and shows the window. */
import './theme/tokens.css';
import './theme/base.css';
import { createRoot } from 'react-dom/client';
import type { LiveEvent } from '../app/contract/contract.ts';
import { App } from './App.tsx';
import { onLive, startLink } from './data/link.ts';
import { leaveRemoved } from './features/account/leave-removed.ts';
import { applyToAccounts, beginAccounts } from './features/account/store.ts';
import { applyToFilling } from './features/chat/filling-store.ts';
import { applyToTyping } from './features/chat/typing-store.ts';
import { applyToSounds } from './features/notices/play-sound.ts';
import { applyToPresence } from './features/roster/presence-store.ts';
import { applyToRoster } from './features/roster/roster-live.ts';
import { applyLook } from './features/settings/apply-look.ts';
import { applyToSettings, beginSettings, useSettings } from './features/settings/store.ts';
import { applyToUpdates, beginUpdates } from './features/updates/store.ts';
import { goTo } from './frame/navigation.ts';
import { pressFromOutside } from './frame/shortcuts.ts';
import { watchNetwork } from './frame/watch-network.ts';
import { applyToWindow, beginWindow } from './frame/window-store.ts';
import { watchTyping } from './ui/typing.ts';
import { connectWire } from './wire.ts';

/** Each takes from an event what is its own. */
const listeners: readonly ((event: LiveEvent) => void)[] = [
  applyToAccounts,
  applyToSettings,
  applyToWindow,
  applyToPresence,
  applyToRoster,
  applyToTyping,
  applyToFilling,
  applyToUpdates,
  applyToSounds,
  leaveRemoved,
];

async function start(root: HTMLElement): Promise<void> {
  onLive((event) => {
    for (const apply of listeners) apply(event);
    if (event.type === 'desktop/go-to') goTo(event.route);
    if (event.type === 'desktop/command') pressFromOutside(event.command);
  });
  useSettings.subscribe((settings) => applyLook(settings));
  await startLink(connectWire(), (hello) => {
    beginSettings(hello);
    beginWindow(hello);
    beginAccounts(hello);
  });
  void beginUpdates();
  watchTyping();
  watchNetwork();
  createRoot(root).render(<App />);
}

const root = document.getElementById('root');
if (root !== null) await start(root);
