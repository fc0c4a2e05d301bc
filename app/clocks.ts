/** ms by which another clock may differ from this one, where its time has to be believed or to stand for an id. */
export const CLOCKS_APART = 24 * 60 * 60_000;
