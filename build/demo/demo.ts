/**
 * `npm run demo`: Kith, signed in to a server with people on it, made for this run and gone when the window closes.
 * On a machine without a display it runs on one of its own, leaves pictures and ends.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { endPeers } from '../../e2e/peers/index.ts';
import { freePorts } from '../../e2e/server/ports.ts';
import { removeFolder, temporaryFolder } from '../../e2e/server/process.ts';
import { hasDisplay, withDesktop } from '../desktop.ts';
import { ensureBuilt } from '../freshness.ts';
import { chooseShell } from '../shells.ts';
import { ENGLISH, takePictures } from './pictures.ts';
import { startWorld } from './world.ts';

async function demo(withPictures: boolean): Promise<number> {
  const shell = chooseShell(console.error);
  const folder = temporaryFolder('demo');
  const world = await startWorld(new Date());
  try {
    const account = join(folder, 'account.json');
    const { server, owner } = world;
    await writeFile(account, JSON.stringify({ ...owner, host: server.host, port: server.port }), { mode: 0o600 });
    const [port] = withPictures ? await freePorts(1) : [];
    const debugging = port === undefined ? [] : ['--remote-debugging-port', String(port)];
    const args = ['--data-dir', join(folder, 'kept'), '--ca', server.ca, '--demo', account, ...debugging];
    const env = { ...process.env, ...(withPictures ? ENGLISH : {}) };
    const kith = spawn(shell.program, [...shell.args, ...args], { stdio: 'inherit', env });
    const ended = once(kith, 'exit').then(([code]) => (typeof code === 'number' ? code : 1));
    const stop = (): void => void kith.kill('SIGTERM');
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
    if (port === undefined) return await ended;

    const early = ended.then((code) => Promise.reject(new Error(`Kith ended with code ${code} before the pictures`)));
    try {
      const pictures = await Promise.race([takePictures(port), early]);
      for (const picture of pictures) console.log(`kith: picture ${picture}`);
      return 0;
    } finally {
      kith.kill('SIGTERM');
      await ended;
    }
  } finally {
    await world.end();
    await endPeers();
    removeFolder(folder);
  }
}

await ensureBuilt();
const shown = hasDisplay() || process.platform !== 'linux';
if (!shown) console.error('kith: there is no display here, so the demo runs on one of its own and leaves pictures');
try {
  process.exit(await (shown ? demo(false) : withDesktop(() => demo(true))));
} catch (error) {
  console.error(`kith: the demo failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
