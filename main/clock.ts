/** Time as a collaborator, so that a test decides when it passes. */
export interface Clock {
  /** Epoch ms. */
  now(): number;
  /** ms since some moment; goes on evenly while somebody, or the network, sets the clock of the computer. */
  elapsed(): number;
  /** Calls once, in `ms`; the returned undo cancels (harmless when it was called already). */
  after(ms: number, call: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(ms, call) {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};
