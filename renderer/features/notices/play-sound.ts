/** The sounds of notifications, where the system makes none with them. */
import type { LiveEvent } from '../../../app/contract/contract.ts';

export function applyToSounds(event: LiveEvent): void {
  if (event.type !== 'notices/sound') return;
  new Audio(`sounds/${event.sound}.wav`).play().catch((error: unknown) => console.warn('no sound was made', error));
}
