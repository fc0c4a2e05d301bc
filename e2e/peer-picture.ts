/** Pictures of peers: drawn pixel by pixel, as PNG, and published as other clients do it (XEP-0084). */
import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import type { Peer } from './peers/index.ts';

export type Colour = readonly [red: number, green: number, blue: number];

/** A square of so many pixels a side; `colourAt` is given places from 0 to 1, the second from above. */
export function png(side: number, colourAt: (x: number, y: number) => Colour): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  // Eight bits a channel; red, green and blue.
  header.set([8, 2], 8);
  const lines = Array.from({ length: side }, (_, row) => {
    const line = Buffer.alloc(1 + 3 * side);
    for (let column = 0; column < side; column += 1) line.set(colourAt(column / side, row / side), 1 + 3 * column);
    return line;
  });
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(lines))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

export async function publishPicture(peer: Peer, picture: Buffer): Promise<void> {
  const id = createHash('sha1').update(picture).digest('hex');
  const put = (node: string, payload: string) =>
    peer.iq(
      'set',
      `<pubsub xmlns="http://jabber.org/protocol/pubsub"><publish node="urn:xmpp:avatar:${node}"><item id="${id}">${payload}</item></publish></pubsub>`,
    );
  await put('data', `<data xmlns="urn:xmpp:avatar:data">${picture.toString('base64')}</data>`);
  const info = `<info id="${id}" bytes="${picture.length}" type="image/png"/>`;
  await put('metadata', `<metadata xmlns="urn:xmpp:avatar:metadata">${info}</metadata>`);
}
