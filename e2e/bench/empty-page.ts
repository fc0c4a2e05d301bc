/** The empty page in the same shell, with a debugger at it. */
import { chromium, type Page } from '@playwright/test';
import { freePorts } from '../server/ports.ts';
import { temporaryFolder } from '../server/process.ts';
import { launch } from './launch.ts';

export interface EmptyPage {
  readonly page: Page;
  /** Of the main process. */
  readonly pid: number;
  close(): Promise<void>;
}

export async function openEmptyPage(program: string): Promise<EmptyPage> {
  const [port = 0] = await freePorts(1);
  const { process } = launch(program, temporaryFolder('bench-data'), ['--remote-debugging-port', String(port)]);
  await process.waitForOutput(/"page ready"/);
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true });
  const page = browser.contexts()[0]?.pages()[0];
  if (page === undefined) throw new Error('the shell has no page');
  return {
    page,
    pid: process.pid,
    async close() {
      await browser.close();
      await process.end();
    },
  };
}
