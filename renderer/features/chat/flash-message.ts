/** How long (ms) a message that was gone to is marked. */
const MARKED = 1_800;
/** Frames until a list that begins anew has drawn it. */
const PATIENCE = 60;

/** Shows which message it is that the person was led to. The answer stops waiting for it. */
export function flashMessage(key: string | undefined): () => void {
  if (key === undefined) return () => {};
  let frames = 0;
  let frame = requestAnimationFrame(look);
  function look(): void {
    const message = document.querySelector<HTMLElement>(`[data-message="${CSS.escape(key ?? '')}"]`);
    if (message === null) {
      if (++frames < PATIENCE) frame = requestAnimationFrame(look);
      return;
    }
    const colour = getComputedStyle(message).getPropertyValue('--accent-soft');
    // Held for a while, then gone: it is what the eye looks for, not a movement.
    message.animate(
      [{ backgroundColor: colour }, { backgroundColor: colour, offset: 0.6 }, { backgroundColor: 'transparent' }],
      { duration: MARKED },
    );
  }
  return () => cancelAnimationFrame(frame);
}
