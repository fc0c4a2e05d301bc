/** Pictures made square and small: they are shown as circles of a few dozen pixels. */

/** Pixels; three for one at the largest size that is shown. */
const SHOWN_SIDE = 216;

/** The middle of the picture; rejects for what is none. Its metadata (place, camera) does not come along. */
export async function square(picture: Blob, side: number, type: string, quality?: number): Promise<Blob> {
  const bitmap = await createImageBitmap(picture);
  try {
    const cut = Math.min(bitmap.width, bitmap.height);
    const to = Math.min(side, cut);
    const canvas = new OffscreenCanvas(to, to);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, (bitmap.width - cut) / 2, (bitmap.height - cut) / 2, cut, cut, 0, 0, to, to);
    return await canvas.convertToBlob({ type, ...(quality === undefined ? {} : { quality }) });
  } finally {
    bitmap.close();
  }
}

export const asShown = (picture: Blob) => square(picture, SHOWN_SIDE, 'image/webp', 0.9);
