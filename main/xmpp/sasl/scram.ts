/**
 * SCRAM, RFC 5802, with SHA-1, SHA-256 (RFC 7677) and SHA-512; with the TLS connection bound into it (-PLUS) by RFC 9266.
 * Both sides prove that they know the password.
 */
import { createHash, createHmac, pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { offerHash } from './downgrade.ts';
import { type Circumstances, type Mechanism, SaslDowngrade, SaslRefusal, textExchange } from './mechanism.ts';
import { TLS_EXPORTER } from './offer.ts';
import { prepare } from './prepare.ts';

type Hash = 'sha1' | 'sha256' | 'sha512';

const deriveKey = promisify(pbkdf2);

/** RFC 7677 section 4: at least 4096. Fewer would let whoever reads along guess the password quickly. */
const FEWEST_ITERATIONS = 4096;
/** About half a second here; more is somebody making us work. */
const MOST_ITERATIONS = 1_000_000;

export function scram(name: string, hash: Hash): Mechanism {
  return mechanism(name, hash, (circumstances) => ({ flag: unboundFlag(circumstances), bound: new Uint8Array() }));
}

/** To be chosen only where there is an exporter. */
export function scramPlus(name: string, hash: Hash): Mechanism {
  return mechanism(name, hash, ({ exporter }) => {
    if (exporter === undefined) throw new SaslRefusal('nothing to bind to');
    return { flag: `p=${TLS_EXPORTER}`, bound: exporter };
  });
}

/**
 * RFC 5802 section 6, the flag of a client that does not bind: "n" it can't, "y" it could and thinks that the server
 * can't. A server that can refuses "y", which finds out whoever took the -PLUS mechanisms out of the list. Where the
 * server does offer -PLUS, only not for the binding that we have, "n" is the true answer (XEP-0440 section 3, XEP-0474
 * section 7): ejabberd 23.01 is such a server.
 */
function unboundFlag({ offer, exporter }: Circumstances): 'n' | 'y' {
  const offersBinding = offer.mechanisms.some((name) => name.endsWith('-PLUS'));
  return exporter === undefined || offersBinding ? 'n' : 'y';
}

interface Binding {
  readonly flag: string;
  readonly bound: Uint8Array;
}

function mechanism(name: string, hash: Hash, bindingOf: (circumstances: Circumstances) => Binding): Mechanism {
  const hmac = (key: Uint8Array, text: string) => createHmac(hash, key).update(text).digest();
  return {
    name,
    speaksOfBinding: (circumstances) => bindingOf(circumstances).flag !== 'n',
    begin({ username, password }, circumstances) {
      const { flag, bound } = bindingOf(circumstances);
      const header = `${flag},,`;
      const clientNonce = circumstances.nonce();
      const clientFirst = `n=${escapeName(prepare(username))},r=${clientNonce}`;
      let serverSignature: Buffer | undefined;
      return textExchange({
        initial: header + clientFirst,
        async respond(serverFirst) {
          if (serverSignature !== undefined) throw new SaslRefusal('more challenges than SCRAM has');
          const { serverNonce, salt, iterations, offered } = readServerFirst(serverFirst, clientNonce);
          if (offered !== undefined && offered !== offerHash(circumstances.offer, hash)) {
            throw new SaslDowngrade('the server offered something else than what arrived');
          }
          const length = createHash(hash).digest().length;
          const salted = await deriveKey(prepare(password), salt, iterations, length, hash);
          const clientKey = hmac(salted, 'Client Key');
          const storedKey = createHash(hash).update(clientKey).digest();
          const channel = Buffer.concat([Buffer.from(header), bound]).toString('base64');
          const withoutProof = `c=${channel},r=${serverNonce}`;
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
      });
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
  return { serverNonce, salt, iterations, offered: attributes.get('h') };
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  return new Map(text.split(',').map((attribute) => [attribute.slice(0, 1), attribute.slice(2)]));
}

/** RFC 5802 section 5.1: "The characters ',' or '=' in usernames are sent as '=2C' and '=3D' respectively." */
function escapeName(name: string): string {
  return name.replaceAll('=', '=3D').replaceAll(',', '=2C');
}
