import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { connectDevtools, type Devtools, type DevtoolsSession } from './devtools.ts';
import { type BrowserOptions, browserArguments } from './flags.ts';

export interface Browser {
  readonly devtools: Devtools;
  /** The page of our one window, held still until `runIfWaitingForDebugger`. */
  readonly page: DevtoolsSession;
  /** Resolves when the window was closed or the browser ended. */
  readonly windowClosed: Promise<void>;
  /** Ends it with everything written; by force after 5 seconds. */
  close(): Promise<void>;
}

/** Starts the browser with one application window; every other page is closed before it loads. */
export async function startBrowser(path: string, options: BrowserOptions): Promise<Browser> {
  const child = spawn(path, browserArguments(options), {
    // 3 is where the browser reads commands from, 4 where it writes to.
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    // A Ctrl-C in the terminal is for us; we end the browser in good order.
    detached: process.platform !== 'win32',
  });
  const lastWords = keepLastWords(child.stderr as Readable);
  const exited = once(child, 'exit').then(
    () => undefined,
    () => undefined,
  );
  const devtools = connectDevtools(child.stdio[3] as Writable, child.stdio[4] as Readable);

  const { promise: windowClosed, resolve: tellClosed } = Promise.withResolvers<void>();
  void devtools.closed.then(tellClosed);

  const first = new Promise<string>((resolve, reject) => {
    let app: string | undefined;
    devtools.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (app === undefined) {
        app = sessionId;
        resolve(sessionId);
        return;
      }
      devtools.send('Target.closeTarget', { targetId: targetInfo.targetId }).catch(() => {
        // It closed by itself, which is as good.
      });
    });
    devtools.on('Target.detachedFromTarget', ({ sessionId }) => {
      if (sessionId === app) tellClosed();
    });
    child.once('error', (error) => reject(new Error(`${path} does not start: ${error.message}`)));
    void devtools.closed.then(() => reject(new Error(`${path} ended at once: ${lastWords()}`)));
  });
  devtools
    .send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
      filter: [{ type: 'page', exclude: false }, { exclude: true }],
    })
    .catch(() => {
      // The browser did not come up: `first` says why.
    });

  const page = devtools.session(await first);
  // Copying by a press of a button, and a database that a full disk does not evict; whatever else any origin asks for is
  // refused.
  await devtools.send('Browser.grantPermissions', { permissions: ['clipboardSanitizedWrite', 'durableStorage'] });
  await devtools.send('Browser.setDownloadBehavior', { behavior: 'deny' });
  return { devtools, page, windowClosed, close: () => end(child, devtools, exited) };
}

async function end(child: ChildProcess, devtools: Devtools, exited: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const force = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await devtools.send('Browser.close').catch(() => {
    // It is ending already.
  });
  await exited;
  clearTimeout(force);
}

function keepLastWords(stderr: Readable): () => string {
  let text = '';
  stderr.setEncoding('utf8');
  stderr.on('data', (piece: string) => {
    text = (text + piece).slice(-2_000);
  });
  return () => text.trim().split('\n').slice(-3).join(' | ');
}
