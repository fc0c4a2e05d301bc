/**
 * XEP-0428 Fallback Indication, version 0.2.1: text that stands in a body only for clients that don't know the feature.
 * Places in it are counted in code points (XEP-0426 version 0.3.0), not in UTF-16 units.
 */
import { type Element, xml } from '@xmpp/xml';

export const FALLBACK = 'urn:xmpp:fallback:0';

/** From `start` up to, not with, `end`, in code points. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** No sender has a use for more; each costs a look at every character. */
const MOST_RANGES = 16;

/** The body without what is there in place of these features; of unknown features the fallback stays, and is shown. */
export function readBody(message: Element, understood: readonly string[]): string {
  const body = message.getChildText('body') ?? '';
  const ranges = message
    .getChildren('fallback', FALLBACK)
    .filter((fallback) => fallback.attrs.for !== undefined && understood.includes(fallback.attrs.for))
    .flatMap(bodyRanges)
    .slice(0, MOST_RANGES);
  return ranges.length === 0 ? body : without(body, ranges);
}

/** Without children it speaks of all of the body and the subject; a body without places, of all of the body. */
function bodyRanges(fallback: Element): Range[] {
  const parts = fallback.getChildElements();
  if (parts.length === 0) return [ALL];
  return parts
    .filter((part) => part.is('body'))
    .flatMap((part) => {
      if (part.attrs.start === undefined && part.attrs.end === undefined) return [ALL];
      const [start, end] = [Number(part.attrs.start ?? 0), Number(part.attrs.end ?? Number.POSITIVE_INFINITY)];
      return start >= 0 && end > start ? [{ start, end }] : [];
    });
}

const ALL: Range = { start: 0, end: Number.POSITIVE_INFINITY };

function without(text: string, ranges: readonly Range[]): string {
  return [...text].filter((_, index) => !ranges.some(({ start, end }) => index >= start && index < end)).join('');
}

/** The whole body stands for the feature, or a range of it. */
export function writeFallback(feature: string, range?: Range): Element {
  const place = range === undefined ? undefined : xml('body', { start: String(range.start), end: String(range.end) });
  return xml('fallback', { xmlns: FALLBACK, for: feature }, place);
}

export function codePoints(text: string): number {
  return [...text].length;
}
