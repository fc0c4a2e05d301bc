import { networkInterfaces } from 'node:os';
import type { Undo } from './shell.ts';

/** How often the addresses are read, in ms (it takes some 50 µs): no system tells it to Node or to Electron's main process. */
const EVERY = 2_000;

/** Tells when this computer's interfaces or addresses are others than before. */
export function onNetworkChange(listener: () => void, addresses: () => string = currentAddresses): Undo {
  let before = addresses();
  const timer = setInterval(() => {
    const now = addresses();
    if (now === before) return;
    before = now;
    listener();
  }, EVERY);
  timer.unref();
  return () => clearInterval(timer);
}

function currentAddresses(): string {
  return Object.entries(networkInterfaces())
    .flatMap(([name, all]) => (all ?? []).map((one) => `${name} ${one.cidr ?? one.address}`))
    .sort()
    .join('\n');
}
