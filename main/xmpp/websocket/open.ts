/** A stream over a WebSocket (RFC 7395), which is a stream like any other from then on. */
import { createWebSocketStream, WebSocket } from 'ws';
import { FaultError } from '../../../app/fault.ts';
import type { BareJid } from '../../../app/jid.ts';
import { reasonOf } from '../../log.ts';
import { SESSION_LIMITS } from '../stream/parser.ts';
import { endOnAbort, type SecureStream } from '../stream/starttls.ts';
import { createStream } from '../stream/stream.ts';
import { WEBSOCKET_FRAMING } from './frames.ts';
import { connectToWeb, type HttpsConnection, type HttpsOptions } from './https.ts';

export interface WebSocketOptions extends HttpsOptions {
  /** The account's. */
  readonly domain: string;
  readonly from?: BareJid;
  readonly pinned?: string | undefined;
}

/** Bytes; a unit of UTF-16 has three of UTF-8 at most. */
const MOST = 3 * SESSION_LIMITS.size;

/** Throws FaultError: no-server, unreachable, proxy, certificate, no-tls; or StreamEnded. */
export async function openWebSocketStream(url: URL, options: WebSocketOptions): Promise<SecureStream> {
  const web = await connectToWeb(url, options);
  const webSocket = await upgrade(url, web, options);
  // In object mode a message stays in one piece, and a text stays a text.
  const duplex = createWebSocketStream(webSocket, { readableObjectMode: true, decodeStrings: false });
  const stream = createStream({ ...options, socket: duplex, framing: WEBSOCKET_FRAMING });
  endOnAbort(stream, options.signal);
  const { socket, endpoint } = web;
  const { host, port, tls } = endpoint;
  const protocol = socket.getProtocol() ?? '';
  const cipher = socket.getCipher().standardName;
  return {
    stream,
    features: await stream.open(),
    // TLS ends at the web server, which may stand before the server of XMPP: what is bound to it could never fit there.
    exporter: undefined,
    transport: { host, port, tls, protocol, cipher, websocket: true },
  };
}

function upgrade(
  url: URL,
  { socket, endpoint }: HttpsConnection,
  { log, signal }: WebSocketOptions,
): Promise<WebSocket> {
  const { host, port } = endpoint;
  return new Promise((resolve, reject) => {
    const webSocket = new WebSocket(url, 'xmpp', {
      createConnection: () => socket,
      // What is compressed together with what an attacker writes tells of it by its length; XMPP has a lot of both.
      perMessageDeflate: false,
      maxPayload: MOST,
    });
    const onAbort = () => {
      socket.destroy();
      reject(signal.reason);
    };
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
    // Stays for its whole life: an error that comes when nobody listens would end the process.
    webSocket.on('error', (error) => {
      if (webSocket.readyState === WebSocket.OPEN) return;
      signal.removeEventListener('abort', onAbort);
      socket.destroy();
      log.info('no WebSocket', { host, port, reason: reasonOf(error) });
      reject(new FaultError({ kind: 'unreachable', host, port, reason: 'refused' }));
    });
    webSocket.once('open', () => {
      signal.removeEventListener('abort', onAbort);
      resolve(webSocket);
    });
  });
}
