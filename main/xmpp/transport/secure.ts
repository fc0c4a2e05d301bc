/** TLS over a connected socket, believed or destroyed. */
import type { Socket } from 'node:net';
import { isIP } from 'node:net';
import * as tls from 'node:tls';
import { FaultError } from '../../../app/fault.ts';
import { unreachable } from './dial.ts';
import { type Endpoint, hostOfDomain } from './resolve.ts';
import { certificateFault } from './trust.ts';

export interface SecureOptions {
  readonly endpoint: Endpoint;
  /** The account's domain: the name that the certificate has to prove. */
  readonly domain: string;
  readonly pinned?: string | undefined;
  readonly context: tls.SecureContext;
  /** RFC 7301; that of XMPP by default (XEP-0368 section 4), for direct TLS. */
  readonly alpn?: readonly string[];
  readonly signal: AbortSignal;
}

/** Throws FaultError: certificate, no-tls (too old a version), unreachable (no TLS there); or the signal's reason. */
export function secure(raw: Socket, options: SecureOptions): Promise<tls.TLSSocket> {
  const { endpoint, domain, pinned, context, signal, alpn = ['xmpp-client'] } = options;
  const name = hostOfDomain(domain);
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      raw.destroy();
      return reject(signal.reason);
    }
    const socket = tls.connect({
      socket: raw,
      secureContext: context,
      minVersion: 'TLSv1.2',
      // RFC 6066 section 3: "Literal IPv4 and IPv6 addresses are not permitted in "HostName"."
      ...(isIP(name) === 0 ? { servername: name } : {}),
      ...(endpoint.tls === 'direct' ? { ALPNProtocols: [...alpn] } : {}),
      // Not weaker checks but our own, below: Node would destroy the socket before the certificate can be shown to the
      // person who has to decide about it. `authorized` is then the chain alone. Nothing is written before the verdict.
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
    });
    const fail = (error: unknown) => {
      signal.removeEventListener('abort', onAbort);
      socket.destroy();
      raw.destroy();
      reject(error);
    };
    const onAbort = () => fail(signal.reason);
    signal.addEventListener('abort', onAbort);
    // Stays for the socket's whole life, as the one on the raw socket does.
    socket.on('error', (error: NodeJS.ErrnoException) => fail(new FaultError(handshakeFault(error.code, endpoint))));
    socket.once('close', () => fail(new FaultError(unreachable(endpoint, undefined))));
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerX509Certificate();
      if (certificate === undefined) return fail(new FaultError({ kind: 'no-tls' }));
      const chainError = socket.authorized ? undefined : String(socket.authorizationError);
      const fault = certificateFault(
        { certificate, chainError },
        { domain, host: endpoint.host, ...(pinned === undefined ? {} : { pinned }) },
      );
      if (fault !== undefined) return fail(new FaultError(fault));
      signal.removeEventListener('abort', onAbort);
      resolve(socket);
    });
  });
}

const TOO_OLD = ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'];

function handshakeFault(code: string | undefined, endpoint: Endpoint) {
  if (code !== undefined && TOO_OLD.includes(code)) return { kind: 'no-tls' } as const;
  return unreachable(endpoint, code);
}

/**
 * `tls-exporter`, RFC 9266: 32 bytes that are the same at both ends of this connection and nowhere else. Nothing before
 * TLS 1.3: there the value is only safe with the extended master secret (section 4), of which Node does not tell.
 */
export function tlsExporter(socket: tls.TLSSocket): Uint8Array | undefined {
  if (socket.getProtocol() !== 'TLSv1.3') return undefined;
  return socket.exportKeyingMaterial(32, 'EXPORTER-Channel-Binding', Buffer.alloc(0));
}
