/**
 * Consistent Color Generation (XEP-0392 1.0, section 5.1): the same address has about the same colour in every client.
 * The lightness and chroma come from the theme.
 */
import { sha1 } from './sha1.ts';

const hues = new Map<string, number>();

/** Degrees, 0 to 360. */
export function consistentHue(text: string): number {
  let hue = hues.get(text);
  if (hue === undefined) {
    const [low = 0, high = 0] = sha1(text);
    hue = ((low + high * 256) / 65536) * 360;
    hues.set(text, hue);
  }
  return hue;
}
