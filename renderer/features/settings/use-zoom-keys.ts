import { useShortcut } from '../../frame/shortcuts.ts';
import { changeSettings, useSettings } from './store.ts';
import { nextZoom } from './zoom.ts';

/** The zoom keys of every browser change our own setting, so that both shells zoom alike and remember it. */
export function useZoomKeys(): void {
  useShortcut('larger', () => zoomTo(nextZoom(useSettings.getState().zoom, 1)));
  useShortcut('smaller', () => zoomTo(nextZoom(useSettings.getState().zoom, -1)));
  useShortcut('naturalSize', () => zoomTo(100));
}

/** A size that could not be kept is seen: it goes back. */
function zoomTo(zoom: number): void {
  void changeSettings({ zoom });
}
