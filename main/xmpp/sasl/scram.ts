/** SCRAM, RFC 5802, with SHA-1, SHA-256 (RFC 7677) and SHA-512. Both sides prove that they know the password. */
import { createHash, createHmac, pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { type Exchange, type Mechanism, SaslRefusal } from './mechanism.ts';
import { prepare } from './prepare.ts';

const deriveKey = promisify(pbkdf2);

/** RFC 7677 section 4: at least 4096. Fewer would let whoever reads along guess the password quickly. */
const FEWEST_ITERATIONS = 4096;
/** About half a second here; more is somebody making us work. */
const MOST_ITERATIONS = 1_000_000;

/** No channel binding: the server may offer it, we do not (the -PLUS mechanisms are not built yet). */
const GS2_HEADER = 'n,,';

export function scram(name: string, hash: 'sha1' | 'sha256' | 'sha512'): Mechanism {
  const hmac = (key: Uint8Array, text: string) => createHmac(hash, key).update(text).digest();
  return {
    name,
    begin({ username, password }, nonce): Exchange {
      const clientNonce = nonce();
      const clientFirst = `n=${escapeName(prepare(username))},r=${clientNonce}`;
      let serverSignature: Buffer | undefined;
      return {
        initial: GS2_HEADER + clientFirst,
        async respond(serverFirst) {
          if (serverSignature !== undefined) throw new SaslRefusal('more challenges than SCRAM has');
          const { serverNonce, salt, iterations } = readServerFirst(serverFirst, clientNonce);
          const length = createHash(hash).digest().length;
          const salted = await deriveKey(prepare(password), salt, iterations, length, hash);
          const clientKey = hmac(salted, 'Client Key');
          const storedKey = createHash(hash).update(clientKey).digest();
          const withoutProof = `c=${Buffer.from(GS2_HEADER).toString('base64')},r=${serverNonce}`;
          const signed = `${clientFirst},${serverFirst},${withoutProof}`;
          const clientSignature = hmac(storedKey, signed);
          const proof = clientKey.map((byte, index) => byte ^ (clientSignature[index] ?? 0));
          serverSignature = hmac(hmac(salted, 'Server Key'), signed);
          return `${withoutProof},p=${Buffer.from(proof).toString('base64')}`;
        },
        finish(serverFinal) {
          const signature = Buffer.from(attributesOf(serverFinal ?? '').get('v') ?? '', 'base64');
          if (serverSignature?.length !== signature.length || !timingSafeEqual(serverSignature, signature)) {
            throw new SaslRefusal('wrong server signature');
          }
        },
      };
    },
  };
}

function readServerFirst(text: string, clientNonce: string) {
  const attributes = attributesOf(text);
  const serverNonce = attributes.get('r') ?? '';
  const salt = Buffer.from(attributes.get('s') ?? '', 'base64');
  const iterations = /^[1-9][0-9]{0,9}$/.test(attributes.get('i') ?? '') ? Number(attributes.get('i')) : 0;
  // RFC 5802 section 5.1: "m": "its presence MUST cause authentication failure" (an extension we do not know).
  if (text.startsWith('m=')) throw new SaslRefusal('unknown mandatory extension');
  if (serverNonce.length <= clientNonce.length || !serverNonce.startsWith(clientNonce)) {
    throw new SaslRefusal('the nonce is not ours');
  }
  if (salt.length === 0) throw new SaslRefusal('no salt');
  if (iterations < FEWEST_ITERATIONS || iterations > MOST_ITERATIONS) {
    throw new SaslRefusal(`iteration count out of bounds: ${iterations}`);
  }
  return { serverNonce, salt, iterations };
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  return new Map(text.split(',').map((attribute) => [attribute.slice(0, 1), attribute.slice(2)]));
}

/** RFC 5802 section 5.1: "The characters ',' or '=' in usernames are sent as '=2C' and '=3D' respectively." */
function escapeName(name: string): string {
  return name.replaceAll('=', '=3D').replaceAll(',', '=2C');
}
