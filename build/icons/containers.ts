/** The two formats that hold one icon in many sizes, each size as a PNG (Windows since Vista, macOS since 10.7). */

export interface Size {
  /** Pixels; both formats hold up to 256 (ICO) and 1024 (ICNS). */
  readonly size: number;
  readonly png: Uint8Array;
}

/** Microsoft's ICO: a header of 6 bytes, an entry of 16 for each picture, then the pictures. */
export function ico(sizes: readonly Size[]): Buffer {
  const head = Buffer.alloc(6 + 16 * sizes.length);
  head.writeUInt16LE(1, 2); // an icon, not a cursor
  head.writeUInt16LE(sizes.length, 4);
  let offset = head.length;
  for (const [index, { size, png }] of sizes.entries()) {
    const entry = 6 + 16 * index;
    // 0 stands for 256.
    head.writeUInt8(size % 256, entry);
    head.writeUInt8(size % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4); // planes
    head.writeUInt16LE(32, entry + 6); // bits per pixel
    head.writeUInt32LE(png.length, entry + 8);
    head.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...sizes.map(({ png }) => png)]);
}

/** Apple's types of a PNG by its pixels; where a size is also another's `@2x`, it stands there under both. */
const ICNS_TYPES: Readonly<Record<number, readonly string[]>> = {
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
};
export const ICNS_SIZES: readonly number[] = Object.keys(ICNS_TYPES).map(Number);

/** Apple's ICNS: `icns` and the length of all, then each picture behind its type and length (big-endian, heads included). */
export function icns(sizes: readonly Size[]): Buffer {
  const block = (type: string, content: Uint8Array): Buffer => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32BE(8 + content.length, 4);
    return Buffer.concat([head, content]);
  };
  const pictures = sizes.flatMap(({ size, png }) => (ICNS_TYPES[size] ?? []).map((type) => block(type, png)));
  return block('icns', Buffer.concat(pictures));
}
