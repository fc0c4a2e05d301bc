/**
 * `npm run dev -- [options]`: Kith from sources that change. The page is built to dist/ and reloaded through the debugging
 * port, so it runs under the same origin and CSP as always; a change of the main process starts it again.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chromium as debuggers } from 'playwright-core';
import { freePorts } from '../e2e/server/ports.ts';
import { bundleOnChange } from './bundle.ts';
import { chooseShell } from './shells.ts';

const shell = chooseShell(console.error);
const [port = 0] = await freePorts(1);
const args = [...shell.args, '--remote-debugging-port', String(port), ...process.argv.slice(2)];
let kith: ChildProcess | undefined;
let restarting = false;

function start(): void {
  const child = spawn(shell.program, args, { stdio: 'inherit' });
  kith = child;
  child.once('exit', (code) => {
    if (!restarting) process.exit(code ?? 1);
  });
}

async function restart(): Promise<void> {
  if (kith === undefined || restarting) return;
  restarting = true;
  const ended = once(kith, 'exit');
  kith.kill('SIGTERM');
  await ended;
  restarting = false;
  start();
}

async function reload(): Promise<void> {
  const browser = await debuggers.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true });
  for (const page of browser.contexts().flatMap((context) => context.pages())) await page.reload();
  // Ends this debugger's connection, not the browser.
  await browser.close();
}

const told = (error: unknown): void => console.error(`kith: ${error instanceof Error ? error.message : String(error)}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => kith?.kill('SIGTERM'));

await bundleOnChange((bundle) => {
  if (kith === undefined) return;
  console.error(`kith: ${bundle} changed`);
  if (bundle === 'renderer') reload().catch(told);
  else if (bundle === shell.name) restart().catch(told);
});
start();
