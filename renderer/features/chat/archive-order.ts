/**
 * Places between places: how entries that the archive has in one order get numbers between those that are stored
 * already, and which of these have to give way when they were stored in another order. Pure.
 */

/** The least difference of two orders; a double keeps it beside epoch ms. */
export const ORDER_STEP = 1 / 1024;
/** The next place behind one, also behind one so far ahead that a double keeps no such step beside it. */
export function placeBehind(order: number): number {
  return order + stepFrom(order);
}

function stepFrom(order: number): number {
  return Math.max(ORDER_STEP, order * Number.EPSILON);
}

/**
 * ms that stay free after a gap: what is missing there may have the same stamp as what comes after it (Prosody's are
 * whole seconds), and has to fit before it.
 */
export const BEHIND_GAP = 500;

/** Beside epoch ms a double tells apart what differs by a quarter of this; see hasRoom. */
const LEAST = ORDER_STEP / 2;

/** Whether so many places can be told apart between the two. */
export function hasRoom(count: number, low: number, high: number): boolean {
  return high - low > count * LEAST;
}

/**
 * Ascending places between `low` and `high` (neither included) for messages of these times, near the times where there
 * is room: the difference of two clocks is told by the neighbours.
 */
export function spread(times: readonly number[], low: number, high: number): number[] {
  let last = low;
  return times.map((time, index) => {
    // Not close to the upper end: more may have to fit before it.
    const near = time < high - BEHIND_GAP / 2 ? time : low;
    const room = (high - last) / (times.length - index + 1);
    last =
      near > last && near < high - (times.length - index) * ORDER_STEP ? near : last + Math.min(stepFrom(last), room);
    return last;
  });
}

export interface Placed {
  readonly order: number;
  /** What is lost when it has to move. */
  readonly weight: number;
}

/** Of places that should ascend, those that can stay: the heaviest ascending selection. */
export function staying<T extends Placed>(places: readonly T[]): readonly T[] {
  if (places.every((place, index) => index === 0 || place.order > (places[index - 1] as T).order)) {
    return places;
  }
  const best: { readonly weight: number; readonly before: number }[] = [];
  let heaviest = 0;
  for (const [index, place] of places.entries()) {
    let weight = 0;
    let before = -1;
    for (let other = 0; other < index; other++) {
      const sum = best[other]?.weight ?? 0;
      if ((places[other] as T).order < place.order && sum > weight) {
        weight = sum;
        before = other;
      }
    }
    best.push({ weight: weight + place.weight, before });
    if (weight + place.weight > (best[heaviest]?.weight ?? 0)) heaviest = index;
  }
  const stay = new Set<T>();
  for (let index = heaviest; index >= 0; index = best[index]?.before ?? -1) stay.add(places[index] as T);
  return places.filter((place) => stay.has(place));
}
