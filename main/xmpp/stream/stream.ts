/**
 * An XML stream with a server (RFC 6120 section 4) over one connected socket. While it is negotiated, elements are
 * asked for one by one (`next`); afterwards they are delivered as they come. It ends once, for one reason, and nothing
 * that comes from the network is thrown anywhere else than from `open`, `restart` and `next`.
 */
import type { Duplex } from 'node:stream';
import type { Element } from '@xmpp/xml';
import type { BareJid } from '../../../app/jid.ts';
import type { Clock } from '../../clock.ts';
import { type Log, reasonOf } from '../../log.ts';
import { type Framing, type FramingParser, STREAM_FRAMING } from './framing.ts';
import { NEGOTIATION_LIMITS, SESSION_LIMITS } from './parser.ts';
import { readStreamError, STREAM_NS, type StreamEnd, StreamEnded } from './stream-end.ts';
import { XmlError } from './xml-error.ts';

/** ms that the server has to answer our end of the stream with its own. */
const CLOSE_PATIENCE = 2000;

export interface StreamOptions {
  /** Connected. The stream owns it from now on and destroys it at its end. */
  readonly socket: Duplex;
  readonly domain: string;
  /** Told to the server only inside TLS. */
  readonly from?: BareJid;
  /** False before TLS: whoever answers may be anybody, and is not followed to another host. */
  readonly proven?: boolean;
  /** RFC 6120's by default. */
  readonly framing?: Framing;
  readonly clock: Clock;
  readonly log: Log;
}

export interface XmppStream {
  /** Opens (or, after authentication, opens anew) and gives the stream features. Rejects with StreamEnded. */
  open(): Promise<Element>;
  /** The next element. Rejects with StreamEnded. */
  next(): Promise<Element>;
  /** Puts elements that were read too early before those that come next. */
  putBack(elements: readonly Element[]): void;
  /** Ends the negotiation: elements, also those not asked for yet, go to the listener; the limits become a session's. */
  deliver(listener: (element: Element) => void): void;
  /** Reads nothing more from now on: the server has to wait. What has come already is still delivered. */
  pause(): void;
  proceed(): void;
  /** Every arrival of bytes: a sign of life. */
  onLife(listener: () => void): () => void;
  /** After the end it does nothing. */
  send(element: Element): void;
  /** Called once, at once if it already happened. */
  onEnd(listener: (end: StreamEnd) => void): () => void;
  /** Ends it politely; resolves when the server answered, or after 2 s. */
  close(): Promise<void>;
  /** Ends it now. */
  destroy(reason: string): void;
  /** Gives the socket back, without listeners, for TLS; whatever had come behind the last element is forgotten. */
  detach(): void;
}

export function createStream(options: StreamOptions): XmppStream {
  const { socket, domain, from, proven = true, framing = STREAM_FRAMING, clock, log } = options;
  const arrived: Element[] = [];
  const endListeners = new Set<(end: StreamEnd) => void>();
  const lifeListeners = new Set<() => void>();
  let waiting: { resolve(element: Element): void; reject(error: StreamEnded): void } | undefined;
  let delivering: ((element: Element) => void) | undefined;
  let ended: StreamEnd | undefined;
  let closing = false;
  let limits = NEGOTIATION_LIMITS;
  let parser: FramingParser | undefined;
  let unwritten: string[] = [];

  function finish(end: StreamEnd): void {
    if (ended !== undefined) return;
    ended = closing && end.how !== 'error' ? { how: 'ours', reason: 'closed' } : end;
    parser?.stop();
    flush();
    socket.destroy();
    log.info('stream ended', { domain, ...ended });
    waiting?.reject(new StreamEnded(ended));
    waiting = undefined;
    for (const listener of [...endListeners]) listener(ended);
    endListeners.clear();
  }

  function take(element: Element): void {
    if (element.is('error', STREAM_NS)) finish(readStreamError(element, proven));
    else if (delivering !== undefined) delivering(element);
    else if (waiting !== undefined) {
      const { resolve } = waiting;
      waiting = undefined;
      resolve(element);
    } else arrived.push(element);
  }

  const newParser = () =>
    framing.parser(limits, {
      start(root) {
        if (!framing.isOpen(root)) throw new XmlError('bad-format', 'not an XMPP stream');
      },
      element: take,
      end() {
        if (!closing) write(framing.end);
        finish({ how: 'closed' });
      },
    });

  /** What one turn of the event loop says is written together. */
  function write(text: string): void {
    if (unwritten.length === 0) process.nextTick(flush);
    unwritten.push(text);
  }

  function flush(): void {
    if (unwritten.length === 0) return;
    const said = unwritten;
    unwritten = [];
    for (const part of framing.parts(said)) if (socket.writable) socket.write(part);
  }

  const onData = (data: Uint8Array | string) => {
    for (const listener of [...lifeListeners]) listener();
    try {
      parser?.write(data);
    } catch (error) {
      const condition = error instanceof XmlError ? error.condition : 'internal-server-error';
      log.warn('stream refused', { domain, condition, reason: reasonOf(error) });
      // RFC 6120 section 4.9.1.1: a stream error is followed by the end of the stream.
      write(framing.error(condition));
      write(framing.end);
      finish({ how: 'refused', condition, reason: reasonOf(error) });
    }
  };
  const onBreak = (error?: Error) => finish({ how: 'broken', reason: error === undefined ? 'ended' : reasonOf(error) });
  const onEnd = () => onBreak();
  const onClose = () => onBreak();
  socket.on('data', onData);
  socket.on('error', onBreak);
  socket.on('end', onEnd);
  socket.on('close', onClose);
  if (socket.destroyed) onBreak();

  const next = (): Promise<Element> =>
    new Promise((resolve, reject) => {
      const element = arrived.shift();
      if (element !== undefined) resolve(element);
      else if (ended !== undefined) reject(new StreamEnded(ended));
      else waiting = { resolve, reject };
    });

  return {
    next,
    async open() {
      parser?.stop();
      arrived.length = 0;
      parser = newParser();
      write(framing.open(domain, from));
      const features = await next();
      if (features.is('features', STREAM_NS)) return features;
      finish({ how: 'refused', condition: 'bad-format', reason: 'no stream features' });
      throw new StreamEnded(ended ?? { how: 'closed' });
    },
    putBack(elements) {
      arrived.unshift(...elements);
    },
    deliver(listener) {
      limits = SESSION_LIMITS;
      parser?.allow(limits);
      delivering = listener;
      for (const element of arrived.splice(0)) listener(element);
    },
    pause() {
      if (ended === undefined && !closing) socket.pause();
    },
    proceed() {
      if (ended === undefined) socket.resume();
    },
    onLife(listener) {
      lifeListeners.add(listener);
      return () => lifeListeners.delete(listener);
    },
    send(element) {
      if (ended === undefined && !closing) write(framing.element(element));
    },
    onEnd(listener) {
      if (ended !== undefined) listener(ended);
      else endListeners.add(listener);
      return () => endListeners.delete(listener);
    },
    close() {
      return new Promise((resolve) => {
        if (ended !== undefined) return resolve();
        const cancel = clock.after(CLOSE_PATIENCE, () => finish({ how: 'ours', reason: 'close not answered' }));
        endListeners.add(() => {
          cancel();
          resolve();
        });
        if (!closing) write(framing.end);
        closing = true;
        // The server's own end is behind what it still had to say.
        socket.resume();
      });
    },
    destroy(reason) {
      finish({ how: 'ours', reason });
    },
    detach() {
      parser?.stop();
      flush();
      socket.off('data', onData);
      socket.off('end', onEnd);
      socket.off('close', onClose);
      socket.pause();
      ended = { how: 'ours', reason: 'detached' };
      endListeners.clear();
      lifeListeners.clear();
    },
  };
}
