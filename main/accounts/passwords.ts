/** The accounts' passwords. */
import { join } from 'node:path';
import type { Log } from '../log.ts';
import type { SecretsPort } from '../shell/shell.ts';
import { createKeptSecrets, type KeptSecrets } from './kept-secrets.ts';

/** By the account's bare JID. */
export type Passwords = KeptSecrets;

export function createPasswords(dataDir: string, secrets: SecretsPort, log: Log): Passwords {
  return createKeptSecrets('password', join(dataDir, 'passwords.json'), secrets, log);
}
