/** Time as a collaborator, so that a test decides when it passes. */
export interface Clock {
  /** Epoch ms. */
  now(): number;
  /** Calls once, in `ms`; the returned undo cancels (harmless when it was called already). */
  after(ms: number, call: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, call) {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};
