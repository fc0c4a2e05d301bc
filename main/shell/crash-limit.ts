/** At most this many crashes of the page in this time, in ms, before it is not worth loading it again. */
const MOST = 4;
const WITHIN = 60_000;

/** Says for each crash whether the page should be loaded anew: a page that dies of its own data would die for ever. */
export function crashLimit(now: () => number = Date.now): () => boolean {
  let crashes: number[] = [];
  return () => {
    const time = now();
    crashes = [...crashes.filter((crash) => time - crash < WITHIN), time];
    return crashes.length <= MOST;
  };
}
