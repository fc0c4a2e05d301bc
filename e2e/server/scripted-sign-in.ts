/**
 * The scripted server's side of signing in: PLAIN, SCRAM (RFC 5802) with and without tls-exporter (RFC 9266), hashed
 * tokens. Written from the specifications, apart from the application's: what both get wrong alike no test would find.
 */
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

/** What the server knows, and what it is made to do. */
export interface SignInWorld {
  /** Password by name. */
  readonly users: Readonly<Record<string, string>>;
  /** Offered; SCRAM-SHA-1, -256 and -512 with and without -PLUS are played, others need an `answer` of the test's. */
  readonly mechanisms: readonly string[];
  /** Channel-binding types that it says it knows (XEP-0440). */
  readonly bindings?: readonly string[] | undefined;
  /** Signs what it offered (XEP-0474). */
  readonly protectsOffer?: boolean | undefined;
  readonly tokens: readonly IssuedToken[];
}

export interface IssuedToken {
  readonly user: string;
  readonly device: string;
  readonly mechanism: string;
  readonly token: string;
}

export type SignInStep =
  | { readonly kind: 'challenge'; readonly data: Buffer }
  | { readonly kind: 'success'; readonly user: string; readonly data?: Buffer }
  | { readonly kind: 'failure'; readonly condition: string; readonly text?: string };

/** Takes each message of the client. */
export type SignInExchange = (message: Buffer) => SignInStep;

const NOT_AUTHORIZED: SignInStep = { kind: 'failure', condition: 'not-authorized' };

/** `exporter`: of the server's end of the TLS connection. `device`: the id that the client gave with it. */
export function signInExchange(
  mechanism: string,
  world: SignInWorld,
  exporter: Buffer | undefined,
  device = '',
): SignInExchange | undefined {
  if (mechanism === 'PLAIN') return plainExchange(world);
  if (mechanism.startsWith('HT-SHA-256-')) return tokenExchange(mechanism, world, exporter, device);
  const [, digits, plus] = /^SCRAM-SHA-(1|256|512)(-PLUS)?$/.exec(mechanism) ?? [];
  if (digits === undefined || !world.mechanisms.includes(mechanism)) return undefined;
  return scramExchange(`sha${digits}`, world, plus === undefined ? undefined : (exporter ?? Buffer.alloc(0)));
}

function plainExchange({ users }: SignInWorld): SignInExchange {
  return (message) => {
    const [, user = '', password] = message.toString('utf8').split('\0');
    return password !== undefined && users[user] === password ? { kind: 'success', user } : NOT_AUTHORIZED;
  };
}

function tokenExchange(
  mechanism: string,
  { tokens }: SignInWorld,
  exporter: Buffer | undefined,
  device: string,
): SignInExchange {
  return (message) => {
    const end = message.indexOf(0);
    const user = message.subarray(0, end).toString('utf8');
    const bound = mechanism.endsWith('-EXPR') ? (exporter ?? Buffer.alloc(0)) : Buffer.alloc(0);
    const mac = (token: string, side: string) => createHmac('sha256', token).update(side).update(bound).digest();
    const fitting = tokens.find(
      (each) =>
        each.user === user &&
        each.device === device &&
        each.mechanism === mechanism &&
        mac(each.token, 'Initiator').equals(message.subarray(end + 1)),
    );
    return fitting === undefined ? NOT_AUTHORIZED : { kind: 'success', user, data: mac(fitting.token, 'Responder') };
  };
}

function scramExchange(hash: string, world: SignInWorld, exporter: Buffer | undefined): SignInExchange {
  const hmac = (key: Buffer, text: string) => createHmac(hash, key).update(text).digest();
  const salt = randomBytes(16);
  let user = '';
  let header = '';
  let clientFirst = '';
  let serverFirst = '';
  let nonce = '';

  function first(text: string): SignInStep {
    const [, gs2 = '', flag = '', bare = '', name = '', theirs = ''] =
      /^((n|y|p=[^,]+),[^,]*,)(n=([^,]*),r=([^,]*).*)$/.exec(text) ?? [];
    const bindable = world.mechanisms.some((each) => each.endsWith('-PLUS'));
    // As Prosody does it: a client that thinks that we can't was shown another offer than ours.
    if (flag === 'y' && bindable) return { kind: 'failure', condition: 'malformed-request' };
    if ((exporter !== undefined) !== (flag === 'p=tls-exporter')) {
      return { kind: 'failure', condition: 'malformed-request', text: 'Invalid channel binding' };
    }
    user = name.replaceAll('=2C', ',').replaceAll('=3D', '=');
    if (world.users[user] === undefined) return NOT_AUTHORIZED;
    header = gs2;
    clientFirst = bare;
    nonce = theirs + randomBytes(12).toString('hex');
    serverFirst = `r=${nonce},s=${salt.toString('base64')},i=4096${signedOffer()}`;
    return { kind: 'challenge', data: Buffer.from(serverFirst) };
  }

  function signedOffer(): string {
    if (world.protectsOffer !== true) return '';
    const lists = [world.mechanisms, ...(world.bindings === undefined ? [] : [world.bindings])];
    const text = lists.map((list) => list.toSorted().join('\x1e')).join('\x1f');
    return `,h=${createHash(hash).update(text).digest('base64')}`;
  }

  function final(text: string): SignInStep {
    const [, without = '', channel = '', theirs, proof = ''] = /^(c=([^,]*),r=([^,]*)),p=(.*)$/.exec(text) ?? [];
    if (theirs !== nonce) return NOT_AUTHORIZED;
    const expected = Buffer.concat([Buffer.from(header), exporter ?? Buffer.alloc(0)]);
    if (channel !== expected.toString('base64')) {
      return { kind: 'failure', condition: 'malformed-request', text: 'Invalid channel binding value.' };
    }
    const length = createHash(hash).digest().length;
    const salted = pbkdf2Sync(world.users[user] ?? '', salt, 4096, length, hash);
    const clientKey = hmac(salted, 'Client Key');
    const signed = `${clientFirst},${serverFirst},${without}`;
    const mask = hmac(createHash(hash).update(clientKey).digest(), signed);
    const wanted = Buffer.from(clientKey.map((byte, index) => byte ^ (mask[index] ?? 0)));
    if (proof !== wanted.toString('base64')) return NOT_AUTHORIZED;
    const signature = hmac(hmac(salted, 'Server Key'), signed).toString('base64');
    return { kind: 'success', user, data: Buffer.from(`v=${signature}`) };
  }

  return (message) => (serverFirst === '' ? first(message.toString('utf8')) : final(message.toString('utf8')));
}
