import { useSyncExternalStore } from 'react';

/** CSS pixels of one rem, which is 16 times the person's zoom; for what has to be computed, such as row heights. */
export function useRem(): number {
  return useSyncExternalStore(subscribe, read);
}

function read(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}

/** Zoom and density are attributes of the root element. */
function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true });
  return () => observer.disconnect();
}
