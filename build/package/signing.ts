/** Who signs, by the environment: what a public CI has only where the secrets are. */
import type { Configuration } from 'electron-builder';

type Environment = Record<string, string | undefined>;

/** What electron-builder reads its certificates and keys from. */
const VARIABLES = [
  'CSC_LINK',
  'CSC_NAME',
  'CSC_KEY_PASSWORD',
  'WIN_CSC_LINK',
  'WIN_CSC_KEY_PASSWORD',
  'APPLE_API_KEY',
  'APPLE_API_KEY_ID',
  'APPLE_API_ISSUER',
];

/** A secret that is not there comes as an empty variable, which electron-builder would take for a path. */
export function forgetEmpty(env: Environment): void {
  for (const name of VARIABLES) if (env[name] === '') delete env[name];
}

export interface Signing {
  readonly config: Configuration;
  /** What is not signed or not notarised, in words. */
  readonly missing: string | undefined;
}

export function signing(platform: NodeJS.Platform, env: Environment): Signing {
  const has = (...names: string[]) => names.some((name) => env[name] !== undefined);
  switch (platform) {
    case 'darwin':
      if (!has('CSC_LINK', 'CSC_NAME')) {
        return {
          // Without any signature macOS starts nothing on an Apple processor; with that of nobody the hardened runtime would
          // refuse Electron's own libraries.
          config: { mac: { identity: '-', hardenedRuntime: false, notarize: false } },
          missing: 'signed by nobody: CSC_LINK or CSC_NAME names the certificate',
        };
      }
      return { config: {}, missing: has('APPLE_API_KEY') ? undefined : 'not notarised: APPLE_API_KEY is not set' };
    case 'win32':
      return {
        config: {},
        missing: has('WIN_CSC_LINK', 'CSC_LINK') ? undefined : 'not signed: WIN_CSC_LINK is not set',
      };
    default:
      return { config: {}, missing: undefined };
  }
}
