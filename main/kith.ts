import type { BareJid } from '../app/jid.ts';
import type { Log } from './log.ts';
import type { Shell } from './shell/shell.ts';

/** An account to show Kith with: signed in at the start, and nothing of it is kept. */
export interface DemoAccount {
  readonly address: BareJid;
  readonly password: string;
  readonly host?: string;
  readonly port?: number;
}

export interface KithOptions {
  /** Absolute and there. */
  readonly dataDir: string;
  /** Start without showing the window. */
  readonly hidden: boolean;
  /** PEM texts of certificate authorities that are trusted besides the usual ones. */
  readonly extraCas: readonly string[];
  readonly demo?: DemoAccount;
  /** xmpp: links that it was started with. */
  readonly links: readonly string[];
  readonly version: string;
  readonly log: Log;
}

/** Kith itself, whatever the shell. */
export async function startKith(shell: Shell, options: KithOptions): Promise<{ stop(): Promise<void> }> {
  await shell.open({ hidden: options.hidden });
  return { stop: () => Promise.resolve() };
}
