/** The proxy of this device with its password, which is kept as the accounts' passwords are. */
import { join } from 'node:path';
import type { SecretPlace } from '../../app/contract/account.ts';
import type { ChosenProxy, ProxyChoice } from '../../app/network/proxy.ts';
import { createKeptSecrets } from '../accounts/kept-secrets.ts';
import type { Log } from '../log.ts';
import type { SettingsStore } from '../settings.ts';
import type { SecretsPort } from '../shell/shell.ts';
import type { ProxyServer } from '../xmpp/transport/proxy.ts';

export interface Proxies {
  /** As it is set; a password that can't be had is empty, so that the proxy refuses: nothing ever goes around it. */
  current(): Promise<ProxyServer | undefined>;
  /** As it would be; `password` undefined: the kept one. */
  given(proxy: ProxyChoice, password: string | undefined): Promise<ProxyServer | undefined>;
  /** Answers where the password is: a keychain that refuses leaves it in memory. */
  set(proxy: ProxyChoice, password: string | undefined): Promise<SecretPlace>;
}

export function createProxies(
  dataDir: string,
  secrets: SecretsPort,
  settings: Pick<SettingsStore, 'current' | 'change'>,
  log: Log,
): Proxies {
  const passwords = createKeptSecrets('proxy-password', join(dataDir, 'proxy-password.json'), secrets, log);
  const nameOf = ({ user, host, port }: ChosenProxy) => `${user}@${host}:${port}`;

  async function given(proxy: ProxyChoice, password: string | undefined): Promise<ProxyServer | undefined> {
    if (proxy.kind === 'none') return undefined;
    const { kind, host, port, user, keep } = proxy;
    const kept = user === '' ? undefined : (password ?? (await passwords.read(nameOf(proxy), keep)));
    return { kind, host, port, user, password: kept ?? '' };
  }

  return {
    given,
    current: () => given(settings.current().proxy, undefined),
    async set(proxy, password) {
      const before = settings.current().proxy;
      const secret = (await given(proxy, password))?.password ?? '';
      const moved = proxy.kind === 'none' || before.kind === 'none' || nameOf(before) !== nameOf(proxy);
      const named = proxy.kind !== 'none' && proxy.user !== '';
      const keep = named ? await passwords.keep(nameOf(proxy), secret, proxy.keep) : 'run';
      await settings.change({ proxy: named ? { ...proxy, keep } : proxy });
      if (before.kind !== 'none' && moved) await passwords.forget(nameOf(before));
      return keep;
    },
  };
}
