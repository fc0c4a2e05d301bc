/** Puts theme, density, font size and zoom on the page; tokens.css and base.css do the rest. */
import type { Settings } from '../../../app/settings/settings.ts';

export function applyLook(
  { theme, density, fontSize, zoom }: Settings,
  root: HTMLElement = document.documentElement,
): void {
  if (theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = theme;
  root.dataset.density = density;
  root.dataset.fontSize = fontSize;
  root.style.setProperty('--zoom', String(zoom / 100));
}
