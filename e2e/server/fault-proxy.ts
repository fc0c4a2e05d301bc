/** A TCP proxy between an account and its server that a test can cut, stop and start. */
import { connect, createServer, type Socket } from 'node:net';

export interface Proxy extends AsyncDisposable {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** Connections made so far, and those open now. */
  made(): number;
  open(): number;
  /** Breaks every connection, as a router that forgot them does (RST). */
  cut(): void;
  /** From now on nothing gets through, though connections are accepted and stay open. */
  blackhole(): void;
  /** From now on nothing gets through on the connections there are, as after a sleep; new ones are none of them. */
  deaden(): void;
  /** Lets new connections through again. */
  heal(): void;
  /** Refuses new connections. */
  refuse(): Promise<void>;
  accept(): Promise<void>;
  /** Resolves when the next connection is made. */
  nextConnection(): Promise<void>;
}

export async function startProxy(target: { readonly host: string; readonly port: number }): Promise<Proxy> {
  const pairs = new Set<readonly [Socket, Socket]>();
  const waiting = new Set<() => void>();
  let made = 0;
  let swallowing = false;
  const deaf = new Set<readonly [Socket, Socket]>();

  const server = createServer((near) => {
    const far = connect(target.port, target.host);
    const pair = [near, far] as const;
    pairs.add(pair);
    made += 1;
    const swallows = swallowing;
    for (const [from, to] of [pair, [far, near] as const]) {
      from.on('data', (bytes) => {
        if (!swallows && !swallowing && !deaf.has(pair) && to.writable) to.write(bytes);
      });
      from.on('error', () => {});
      from.on('close', () => {
        pairs.delete(pair);
        deaf.delete(pair);
        to.destroy();
      });
      from.on('end', () => to.end());
    }
    for (const seen of [...waiting]) seen();
    waiting.clear();
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  const { port } = address;
  const cut = () => {
    for (const [near, far] of [...pairs]) {
      near.resetAndDestroy();
      far.resetAndDestroy();
    }
  };
  const refuse = () => new Promise<void>((resolve) => void server.close(() => resolve()));

  return {
    host: '127.0.0.1',
    port,
    made: () => made,
    open: () => pairs.size,
    cut,
    blackhole() {
      swallowing = true;
    },
    deaden() {
      for (const pair of pairs) deaf.add(pair);
    },
    heal() {
      swallowing = false;
    },
    refuse() {
      const closed = refuse();
      cut();
      return closed;
    },
    accept: () => listen(port),
    nextConnection: () => new Promise((resolve) => waiting.add(resolve)),
    async [Symbol.asyncDispose]() {
      if (!server.listening) return;
      const closed = refuse();
      cut();
      await closed;
    },
  };
}
