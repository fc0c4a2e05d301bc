/** A Prosody of its own for a test: own folder, own ports, own certificate, gone afterwards. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CertificateKind, type IssuedCertificate, testAuthority } from './authority.ts';
import { freePorts } from './ports.ts';
import { removeFolder, spawnTethered, type Tethered, temporaryFolder } from './process.ts';
import { type ArchivedMessage, prosodyStorage } from './prosody-storage.ts';
import type { SeededContact, ServerOptions, TestServer } from './server.ts';

export interface ProsodyServer extends TestServer {
  readonly kind: 'prosody';
  /** As `seedRoster`, and with subscription requests that wait for an answer (bare JIDs). */
  seedRoster(name: string, contacts: readonly SeededContact[], requests?: readonly string[]): Promise<void>;
  /**
   * Contacts who really exist, with the owner in their rosters: with `both`, Prosody asks each one's account at sign-in
   * and would end the subscription of those that it doesn't find. 10,000 take a few seconds.
   */
  seedFriends(name: string, friends: readonly SeededContact[]): Promise<void>;
  seedArchive(name: string, messages: readonly ArchivedMessage[]): Promise<void>;
}

const MODULES = [
  ...['roster', 'saslauth', 'tls', 'disco', 'carbons', 'smacks', 'mam', 'pep', 'vcard4', 'vcard_legacy', 'csi_simple'],
  ...['register', 'blocklist', 'bookmarks', 'ping', 'time', 'version', 'private', 'offline'],
];

function configuration(
  folder: string,
  ports: readonly [number, number],
  certificate: IssuedCertificate,
  options: ServerOptions,
): string {
  const plain = options.tls === 'none';
  return `
run_as_root = true
daemonize = false
pidfile = "${folder}/prosody.pid"
data_path = "${folder}/accounts"
log = { { levels = { min = "debug" }, to = "console" } }
interfaces = { "127.0.0.1" }
c2s_ports = { ${ports[0]} }
${plain ? '' : `c2s_direct_tls_ports = { ${ports[1]} }`}
s2s_ports = { }
s2s_direct_tls_ports = { }
modules_enabled = { ${MODULES.map((name) => `"${name}"`).join('; ')} }
modules_disabled = { "s2s"; "limits"${plain ? '; "tls"' : ''} }
allow_registration = ${options.registration === true}
c2s_require_encryption = ${!plain}
allow_unencrypted_plain_auth = ${plain}
authentication = "internal_hashed"
default_iteration_count = 4096
storage = "internal"
archive_expires_after = "never"
storage_archive_item_limit = 1000000
-- Tests of resuming set their own time; ten minutes would keep ghosts online for the next test step.
smacks_hibernation_time = 60
ssl = { certificate = "${certificate.certificate}"; key = "${certificate.key}" }
VirtualHost "${options.domain ?? 'localhost'}"
${options.configuration ?? ''}
`;
}

export async function startProsody(options: ServerOptions = {}): Promise<ProsodyServer> {
  const domain = options.domain ?? 'localhost';
  const authority = await testAuthority();
  const folder = temporaryFolder('prosody');
  const accounts = join(folder, 'accounts');
  await mkdir(accounts);
  const storage = prosodyStorage(accounts, domain);
  const file = join(folder, 'prosody.cfg.lua');
  let certificate = await authority.issue(domain, folder, options.certificate);
  let ports: readonly [number, number] = [0, 0];
  let server: Tethered | undefined;
  let before = '';

  async function choosePorts(): Promise<void> {
    const [plain, direct] = await freePorts(2);
    if (plain === undefined || direct === undefined) throw new Error('no free ports');
    ports = [plain, direct];
  }
  /** True when it listens on its ports, false when somebody else was quicker. */
  async function start(): Promise<boolean> {
    await writeFile(file, configuration(folder, ports, certificate, options));
    const started = spawnTethered('prosody', ['--config', file, '-F'], { cwd: folder });
    server = started;
    const service = options.tls === 'none' ? "'c2s'" : "'c2s_direct_tls'";
    const seen = await started.waitForOutput(
      new RegExp(`Failed to open server port|Activated service ${service} on \\[127`),
    );
    if (!seen[0].startsWith('Failed')) return true;
    before += started.output();
    await started.end('SIGKILL');
    return false;
  }
  async function stop(signal: NodeJS.Signals): Promise<void> {
    if (server === undefined) return;
    await server.end(signal);
    before += server.output();
    server = undefined;
  }
  async function dispose(): Promise<void> {
    await stop('SIGKILL');
    removeFolder(folder);
  }

  await choosePorts();
  for (let tries = 1; !(await start()); tries += 1) {
    if (tries === 4) throw new Error(`Prosody found no free port:\n${before.slice(-2_000)}`);
    await choosePorts();
  }

  return {
    kind: 'prosody',
    domain,
    host: '127.0.0.1',
    port: ports[0],
    directTlsPort: ports[1],
    ca: authority.ca,
    folder,
    get pid() {
      return server?.pid ?? -1;
    },
    async addUser(name, password) {
      await storage.writeAccount(name, password);
      return `${name}@${domain}`;
    },
    removeUser: storage.removeAccount,
    seedRoster: storage.writeRoster,
    async seedFriends(name, friends) {
      await storage.writeRoster(name, friends);
      for (const friend of friends) {
        const local = friend.jid.slice(0, friend.jid.indexOf('@'));
        await storage.writeAccount(local, local);
        await storage.writeRoster(local, [{ jid: `${name}@${domain}` }]);
      }
    },
    seedArchive: storage.appendArchive,
    log: () => before + (server?.output() ?? ''),
    stop: () => stop('SIGTERM'),
    kill: () => stop('SIGKILL'),
    async restart(change: { readonly certificate?: CertificateKind } = {}) {
      await stop('SIGTERM');
      if (change.certificate !== undefined) certificate = await authority.issue(domain, folder, change.certificate);
      if (!(await start())) throw new Error(`Prosody's port was taken while it was stopped:\n${before.slice(-2_000)}`);
    },
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}
