/** A picture as it came from somebody else's server: what may be handed to the page, which decodes it. */
import { createHash } from 'node:crypto';
import { imageSize } from 'image-size';
import type { FetchedPicture, PictureType } from '../../app/contract/avatars.ts';

/** Bytes. XEP-0084 section 4.2.1 recommends far less. */
const LARGEST = 512 * 1024;
/** Pixels of a side: a small file can unfold into gigabytes of them. */
const LONGEST_SIDE = 4096;
/** By content, whatever the sender calls it; nothing that carries scripts or outside references, as SVG does. */
const TYPES: Readonly<Record<string, PictureType>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
};

export function sha1(bytes: Uint8Array): string {
  return createHash('sha1').update(bytes).digest('hex');
}

/** Undefined for what is not a picture of a sane size, or not the one that was asked for. */
export function readPicture(base64: string, wanted?: string): FetchedPicture | undefined {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length === 0 || bytes.length > LARGEST) return undefined;
  const hash = sha1(bytes);
  if (wanted !== undefined && hash !== wanted) return undefined;
  const measured = measure(bytes);
  const type = TYPES[measured?.type ?? ''];
  if (measured === undefined || type === undefined) return undefined;
  if (Math.max(measured.width, measured.height) > LONGEST_SIDE) return undefined;
  return { hash, type, base64: bytes.toString('base64') };
}

function measure(bytes: Uint8Array) {
  try {
    return imageSize(bytes);
  } catch {
    // That is how the library says that these bytes are no picture.
    return undefined;
  }
}
