/**
 * How electron-updater reaches its source: over Node's own TLS. Electron's network is Chromium's, which is sealed for the
 * whole process (seal.ts), so that with it no update would ever be found.
 */
import { EventEmitter } from 'node:events';
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import type { Duplex } from 'node:stream';
import { type ConnectionOptions, rootCertificates } from 'node:tls';
import { configureRequestOptions, configureRequestUrl, type DownloadOptions, HttpExecutor } from 'builder-util-runtime';
import type { Tunnel } from '../../shell.ts';

/** A source's release page, its file server and the file itself are usually three hosts. */
const MAX_REDIRECTS = 10;

export interface RequestParts {
  /** PEM texts of certificate authorities that are trusted besides the usual ones. */
  readonly extraCas: readonly string[];
}

export class HttpsRequests extends HttpExecutor<FollowedRequest> {
  readonly #agent: TunnelAgent;

  constructor({ extraCas }: RequestParts) {
    super();
    // No connection is kept: there is one request a day.
    this.#agent = new TunnelAgent({
      keepAlive: false,
      ...(extraCas.length === 0 ? {} : { ca: [...rootCertificates, ...extraCas] }),
    });
  }

  reachBy(tunnel: Tunnel): void {
    this.#agent.tunnel = tunnel;
  }

  createRequest(options: RequestOptions, onResponse: (response: IncomingMessage) => void): FollowedRequest {
    const request = new FollowedRequest(options, this.#agent);
    request.once('response', onResponse);
    return request;
  }

  /** Writes `url` to the file `destination`; the base class compares its hash with the announced one. */
  async download(url: URL, destination: string, options: DownloadOptions): Promise<string> {
    return await options.cancellationToken.createPromise<string>((resolve, reject, onCancel) => {
      // By itself the base class notices a cancellation at the next byte that comes.
      const controller = new AbortController();
      onCancel(() => controller.abort());
      const requestOptions: RequestOptions = {
        signal: controller.signal,
        ...(options.headers ? { headers: options.headers } : {}),
      };
      configureRequestUrl(url, requestOptions);
      configureRequestOptions(requestOptions);
      this.doDownload(
        requestOptions,
        {
          destination,
          options,
          onCancel,
          // In spite of its type it is undefined when all is well.
          callback: (error: Error | null) => (error instanceof Error ? reject(error) : resolve(destination)),
          responseHandler: null,
        },
        0,
      );
    });
  }
}

/** TLS goes through the tunnel end to end, with the checks that it has without. */
class TunnelAgent extends Agent {
  tunnel: Tunnel = () => Promise.resolve(undefined);

  override createConnection(
    options: RequestOptions,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | null | undefined {
    const { host, port } = options;
    this.tunnel(host ?? '', Number(port)).then(
      (socket) => {
        // It hands everything on to tls.connect, which takes a socket to go over.
        const over: RequestOptions & Pick<ConnectionOptions, 'socket'> = socket ? { ...options, socket } : options;
        const stream = super.createConnection(over);
        if (stream) callback?.(null, stream);
      },
      // Node's own type wants a stream in any case.
      (error: Error) => callback?.(error, undefined as never),
    );
    return undefined;
  }
}

/** A GET that follows redirects, but never out of TLS. It has what electron-updater wants of a request. */
export class FollowedRequest extends EventEmitter {
  #current: ClientRequest | undefined;
  #redirects = 0;
  #aborted = false;
  readonly #options: RequestOptions;
  readonly #agent: Agent;

  constructor(options: RequestOptions, agent: Agent) {
    super();
    this.#options = options;
    this.#agent = agent;
  }

  end(): void {
    const { protocol = 'https:', hostname, port, path } = this.#options;
    this.#get(new URL(path ?? '/', `${protocol}//${hostname}${port ? `:${port}` : ''}`));
  }

  abort(): void {
    this.#aborted = true;
    this.#current?.destroy();
  }

  #get(url: URL): void {
    if (this.#aborted) return;
    if (url.protocol !== 'https:') {
      // Not before whoever called `end` listens.
      queueMicrotask(() => this.emit('error', new Error(`not over TLS: ${url.host}`)));
      return;
    }
    const { signal } = this.#options;
    const request = httpsRequest(url, {
      method: 'GET',
      headers: this.#headers(),
      agent: this.#agent,
      ...(signal === undefined ? {} : { signal }),
    });
    this.#current = request;
    request.on('socket', (socket) => this.emit('socket', socket));
    request.on('error', (error) => this.emit('error', error));
    request.on('response', (response) => {
      const { statusCode = 0, headers } = response;
      if (statusCode < 300 || statusCode >= 400 || headers.location === undefined) {
        this.emit('response', response);
        return;
      }
      response.resume();
      this.#redirects += 1;
      if (this.#redirects > MAX_REDIRECTS) this.emit('error', new Error('too many redirects'));
      else if (!URL.canParse(headers.location, url)) this.emit('error', new Error('redirected to nowhere'));
      else this.#get(new URL(headers.location, url));
    });
    request.end();
  }

  /** electron-updater names each installation to the source, for releases that not everybody gets: Kith has none. */
  #headers(): RequestOptions['headers'] {
    const headers = Object.entries({ ...this.#options.headers });
    return Object.fromEntries(headers.filter(([name]) => name !== 'x-user-staging-id'));
  }
}
