/** Kith's window with a debugger at it, signed in the short way: the page's own command, without the form. */
import { expect } from '@playwright/test';
import type { Args } from '../../app/contract/contract.ts';
import { bareJid } from '../../app/jid.ts';
import { type App, type AppOptions, startApp } from '../app/app.ts';

export interface Account {
  readonly server: { readonly domain: string; readonly host: string; readonly port: number; readonly ca: string };
  readonly user: string;
  readonly password: string;
}

/** `keep: 'file'`: the next start with this folder signs in by itself. */
export async function startSignedIn(
  { server, user, password }: Account,
  { keep = 'run', ...options }: Partial<AppOptions> & { readonly keep?: 'run' | 'file' } = {},
): Promise<App> {
  const app = await startApp({ shell: 'chromium', ca: server.ca, ...options });
  try {
    const account = bareJid(`${user}@${server.domain}`);
    const args: Args<'account/sign-in'> = { account, password, keep, host: server.host, port: server.port };
    const outcome = await app.page.evaluate((args) => window.kithWire?.call('account/sign-in', args), args);
    expect(outcome).toMatchObject({ ok: true });
    // A server looks up each of ten thousand contacts before it says anything else.
    await expect.poll(() => app.log(), { timeout: 120_000 }).toContain(`account="${account}" phase="online"`);
    return app;
  } catch (error) {
    await app.dispose();
    throw error;
  }
}
