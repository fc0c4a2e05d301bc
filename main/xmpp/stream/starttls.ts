/** STARTTLS, RFC 6120 section 5, and the opening of a stream inside TLS of either kind. */
import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { type Element, xml } from '@xmpp/xml';
import type { LinkFacts } from '../../../app/contract/diagnostics.ts';
import { FaultError } from '../../../app/fault.ts';
import type { BareJid } from '../../../app/jid.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import type { Endpoint } from '../transport/resolve.ts';
import { secure, tlsExporter } from '../transport/secure.ts';
import { createStream, type XmppStream } from './stream.ts';

export const TLS_NS = 'urn:ietf:params:xml:ns:xmpp-tls';

export interface SecureStreamOptions {
  readonly endpoint: Endpoint;
  readonly domain: string;
  readonly from?: BareJid;
  readonly pinned?: string | undefined;
  readonly context: SecureContext;
  readonly clock: Clock;
  readonly log: Log;
  /** Aborting ends the stream, also after it was given; the caller's deadline. */
  readonly signal: AbortSignal;
}

export interface SecureStream {
  readonly stream: XmppStream;
  readonly features: Element;
  /** What binds a sign-in to this TLS connection (RFC 9266); undefined where it has none. */
  readonly exporter: Uint8Array | undefined;
  readonly transport: TransportFacts;
}

/** Where the stream goes, and what it is wrapped in. */
export type TransportFacts = Omit<LinkFacts, 'mechanism' | 'profile'>;

/** Nothing but the domain leaves in the clear. Throws FaultError: no-tls, certificate, unreachable; or StreamEnded. */
export async function openSecureStream(socket: Socket, options: SecureStreamOptions): Promise<SecureStream> {
  if (options.endpoint.tls === 'starttls') await startTls(socket, options);
  const encrypted = await secure(socket, options);
  const exporter = tlsExporter(encrypted);
  const stream = createStream({ ...options, socket: encrypted });
  endOnAbort(stream, options.signal);
  const { host, port, tls } = options.endpoint;
  const protocol = encrypted.getProtocol() ?? '';
  const transport = { host, port, tls, protocol, cipher: encrypted.getCipher().standardName };
  return { stream, features: await stream.open(), exporter, transport };
}

async function startTls(socket: Socket, { domain, clock, log, signal }: SecureStreamOptions): Promise<void> {
  // No `from`: RFC 6120 section 4.7.1 advises against it before the stream is protected.
  const stream = createStream({ socket, domain, clock, log, proven: false });
  endOnAbort(stream, signal);
  const features = await stream.open();
  if (features.getChild('starttls', TLS_NS) === undefined) return refuse(stream);
  stream.send(xml('starttls', { xmlns: TLS_NS }));
  const answer = await stream.next();
  if (!answer.is('proceed', TLS_NS)) return refuse(stream);
  stream.detach();
}

function refuse(stream: XmppStream): never {
  stream.destroy('no STARTTLS');
  throw new FaultError({ kind: 'no-tls' });
}

/** Also after it was given: see SecureStreamOptions. */
export function endOnAbort(stream: XmppStream, signal: AbortSignal): void {
  const onAbort = () => stream.destroy('aborted');
  signal.addEventListener('abort', onAbort);
  stream.onEnd(() => signal.removeEventListener('abort', onAbort));
  if (signal.aborted) onAbort();
}
