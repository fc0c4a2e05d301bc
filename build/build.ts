/** `npm run build`: everything into dist/, with its sizes. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from './bundle.ts';
import { buildNow } from './freshness.ts';

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`.padStart(11);

for (const { file, bytes } of await buildNow()) {
  const packed = gzipSync(await readFile(join(root, file))).length;
  console.log(`${file.padEnd(48)}${kilobytes(bytes)}${kilobytes(packed)} gzip`);
}
