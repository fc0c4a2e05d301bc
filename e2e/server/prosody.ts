/** A Prosody of its own for a test: own folder, own ports, own certificate, gone afterwards. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ServerPlace, startServer } from './lifecycle.ts';
import { spawnTethered } from './process.ts';
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
const WEB_MODULES = ['websocket', 'http_files'];

const webSocketOf = (domain: string, port: number | undefined) => `wss://${domain}:${port}/xmpp-websocket`;

/** Only the older of the two forms, so that both are met: ejabberd has both. */
async function writeHostMeta({ folder, ports }: ServerPlace, domain: string): Promise<void> {
  const known = join(folder, 'web', '.well-known');
  await mkdir(known, { recursive: true });
  const link = `<Link rel="urn:xmpp:alt-connections:websocket" href="${webSocketOf(domain, ports[2])}"/>`;
  const xrd = `<?xml version='1.0' encoding='utf-8'?>\n<XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'>${link}</XRD>`;
  await writeFile(join(known, 'host-meta'), xrd);
}

function configuration({ folder, ports, certificate }: ServerPlace, options: ServerOptions): string {
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
modules_enabled = { ${[...MODULES, ...(options.web === true ? WEB_MODULES : [])].map((name) => `"${name}"`).join('; ')} }
http_ports = { }
https_ports = { ${options.web === true ? ports[2] : ''} }
https_interfaces = { "127.0.0.1" }
https_ssl = { certificate = "${certificate.certificate}"; key = "${certificate.key}" }
http_paths = { files = "/" }
http_files_dir = "${folder}/web"
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
${options.pluginFolder === undefined ? '' : `plugin_paths = { "${options.pluginFolder}" }`}
VirtualHost "${options.domain ?? 'localhost'}"
${options.configuration ?? ''}
`;
}

export async function startProsody(options: ServerOptions = {}): Promise<ProsodyServer> {
  const domain = options.domain ?? 'localhost';
  const services = [options.tls === 'none' ? 'c2s' : 'c2s_direct_tls', ...(options.web === true ? ['https'] : [])];
  const activated = services.map((name) => `(?=[\\s\\S]*Activated service '${name}' on \\[127)`).join('');
  const server = await startServer(
    {
      kind: 'prosody',
      ports: 3,
      prepare: async (folder) => void (await mkdir(join(folder, 'accounts'))),
      async launch(place) {
        if (options.web === true) await writeHostMeta(place, domain);
        const file = join(place.folder, 'prosody.cfg.lua');
        await writeFile(file, configuration(place, options));
        return spawnTethered('prosody', ['--config', file, '-F'], { cwd: place.folder });
      },
      listening: () => new RegExp(`^${activated}`),
      taken: /Failed to open server port/,
      deadline: 20_000,
    },
    options,
  );
  const storage = prosodyStorage(join(server.folder, 'accounts'), domain);

  return Object.assign(server, {
    kind: 'prosody' as const,
    httpsPort: server.ports[2] ?? 0,
    websocket: webSocketOf(domain, server.ports[2]),
    async addUser(name: string, password: string) {
      await storage.writeAccount(name, password);
      return `${name}@${domain}`;
    },
    removeUser: storage.removeAccount,
    seedRoster: storage.writeRoster,
    async seedFriends(name: string, friends: readonly SeededContact[]) {
      await storage.writeRoster(name, friends);
      for (const friend of friends) {
        const local = friend.jid.slice(0, friend.jid.indexOf('@'));
        await storage.writeAccount(local, local);
        await storage.writeRoster(local, [{ jid: `${name}@${domain}` }]);
      }
    },
    seedArchive: storage.appendArchive,
  });
}
