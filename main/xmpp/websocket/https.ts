/** TLS to a web server over the same way as everything else, and small documents from it. Its name is always checked. */
import { request } from 'node:https';
import type { SecureContext, TLSSocket } from 'node:tls';
import { FaultError } from '../../../app/fault.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { unreachable } from '../transport/dial.ts';
import type { Endpoint } from '../transport/resolve.ts';
import type { Resolver } from '../transport/resolver.ts';
import { secure } from '../transport/secure.ts';
import type { Way } from '../transport/way.ts';

export interface HttpsOptions {
  readonly way: Way;
  readonly context: SecureContext;
  readonly resolver: Resolver;
  readonly random: () => number;
  readonly clock: Clock;
  readonly log: Log;
  /** Aborting ends it; its reason is what is thrown. */
  readonly signal: AbortSignal;
}

export interface HttpsConnection {
  readonly socket: TLSSocket;
  readonly endpoint: Endpoint;
}

/** `pinned`: as for a server of XMPP. Throws FaultError: no-server, unreachable, proxy, certificate, no-tls. */
export async function connectToWeb(url: URL, options: HttpsOptions & { readonly pinned?: string | undefined }) {
  const { way, context, pinned, signal } = options;
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = url.port === '' ? 443 : Number(url.port);
  const endpoints = await way.endpoints({ ...options, domain: host, manual: { host, port } });
  const direct = endpoints.filter(({ tls }) => tls === 'direct');
  const { socket: raw, endpoint } = await way.dial(direct, options);
  const socket = await secure(raw, { endpoint, domain: host, pinned, context, signal, alpn: ['http/1.1'] });
  return { socket, endpoint } satisfies HttpsConnection;
}

/** UTF-16 units. */
const MOST = 64 * 1024;
const MOST_REDIRECTS = 3;

/**
 * A document's text; undefined where there is none. Follows redirections, only to https (RFC 6415 section 2). Throws as
 * connectToWeb, and for what is no answer.
 */
export async function fetchDocument(
  url: URL,
  accept: string,
  options: HttpsOptions,
  hops = 0,
): Promise<string | undefined> {
  const { socket, endpoint } = await connectToWeb(url, options);
  const onAbort = () => socket.destroy();
  options.signal.addEventListener('abort', onAbort);
  try {
    const { text, location } = await get(url, accept, socket);
    if (location === undefined) return text;
    const next = URL.canParse(location, url.href) ? new URL(location, url.href) : undefined;
    if (next?.protocol !== 'https:' || hops === MOST_REDIRECTS) return undefined;
    return await fetchDocument(next, accept, options, hops + 1);
  } catch (error) {
    throw error instanceof FaultError ? error : new FaultError(unreachable(endpoint, undefined), { cause: error });
  } finally {
    options.signal.removeEventListener('abort', onAbort);
    socket.destroy();
  }
}

function get(
  url: URL,
  accept: string,
  socket: TLSSocket,
): Promise<{ readonly text?: string; readonly location?: string | undefined }> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { createConnection: () => socket, headers: { accept } }, (response) => {
      const { statusCode = 0, headers } = response;
      if (statusCode >= 300 && statusCode < 400) return resolve({ location: headers.location });
      if (statusCode !== 200) return resolve({});
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
        if (text.length > MOST) socket.destroy(new Error(`a document larger than ${MOST}`));
      });
      response.once('end', () => resolve({ text }));
      response.once('error', reject);
    });
    asked.once('error', reject);
    asked.end();
  });
}
