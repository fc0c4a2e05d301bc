/** An ejabberd of its own for a test: own node name, database, ports and certificate, gone afterwards. */
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ServerPlace, startServer } from './lifecycle.ts';
import { spawnTethered } from './process.ts';
import type { SeededContact, ServerOptions, TestServer } from './server.ts';

export interface EjabberdServer extends TestServer {
  readonly kind: 'ejabberd';
  /** One call of its own API (mod_http_api), for instance `kick_user`. Gives the answer's JSON. */
  api(command: string, args: Readonly<Record<string, unknown>>): Promise<unknown>;
}

function configuration({ ports, certificate }: ServerPlace, options: ServerOptions): string {
  const plain = options.tls === 'none';
  const tls = plain ? '' : 'starttls: true\n    starttls_required: true';
  return `
loglevel: info
hosts:
  - ${options.domain ?? 'localhost'}
certfiles:
  - ${certificate.certificate}
  - ${certificate.key}
listen:
  - port: ${ports[0]}
    ip: "127.0.0.1"
    module: ejabberd_c2s
    ${tls}
  - port: ${ports[1]}
    ip: "127.0.0.1"
    module: ejabberd_c2s
    tls: true
  - port: ${ports[2]}
    ip: "127.0.0.1"
    module: ejabberd_http
    request_handlers:
      /api: mod_http_api
${options.web === true ? web(ports[3]) : ''}
api_permissions:
  "the test":
    who:
      ip: 127.0.0.1/8
    what: "*"
auth_password_format: scram
disable_sasl_mechanisms:
  - "digest-md5"
  - "X-OAUTH2"
access_rules:
  register:
    ${options.registration === true ? 'allow: all' : 'deny: all'}
modules:
  mod_admin_extra: {}
  mod_blocking: {}
  mod_caps: {}
  mod_carboncopy: {}
  mod_client_state: {}
  mod_disco: {}
  mod_last: {}
  mod_mam:
    default: always
  mod_offline: {}
  mod_ping: {}
  mod_privacy: {}
  mod_private: {}
  mod_pubsub:
    plugins:
      - flat
      - pep
  mod_register:
    ip_access: all
    access: register
    registration_watchers: []
  mod_roster:
    versioning: true
    store_current_id: true
  mod_stream_mgmt:
    resume_timeout: 60
  mod_time: {}
  mod_vcard: {}
  mod_version: {}
${options.web === true ? `  mod_host_meta:\n    bosh_service_url: undefined\n    websocket_url: ${webSocketOf(options.domain ?? 'localhost', ports[3])}` : ''}
registration_timeout: infinity
${options.configuration ?? ''}
`;
}

const webSocketOf = (domain: string, port: number | undefined) => `wss://${domain}:${port}/ws`;

const web = (port: number | undefined) => `  - port: ${port}
    ip: "127.0.0.1"
    module: ejabberd_http
    tls: true
    request_handlers:
      /ws: ejabberd_http_ws
      /.well-known/host-meta: mod_host_meta
      /.well-known/host-meta.json: mod_host_meta`;

const FLAGS = ['-start_epmd', 'false', '-dist_listen', 'false', '-noinput', '+K', 'true', '+S', '1:1'];

export async function startEjabberd(options: ServerOptions = {}): Promise<EjabberdServer> {
  const domain = options.domain ?? 'localhost';
  const node = `kith_${randomBytes(6).toString('hex')}@localhost`;
  const server = await startServer(
    {
      kind: 'ejabberd',
      ports: 4,
      async prepare(folder) {
        for (const name of ['database', 'log']) await mkdir(join(folder, name));
      },
      async launch(place) {
        const { folder } = place;
        const file = join(folder, 'ejabberd.yml');
        await writeFile(file, configuration(place, options));
        const database = ['-mnesia', 'dir', `"${folder}/database"`];
        return spawnTethered('erl', ['-sname', node, ...FLAGS, ...database, '-s', 'ejabberd'], {
          cwd: folder,
          env: {
            ...process.env,
            HOME: folder,
            ERL_LIBS: '/usr/lib/x86_64-linux-gnu',
            EJABBERD_CONFIG_PATH: file,
            EJABBERD_LOG_PATH: join(folder, 'log', 'ejabberd.log'),
            ERL_CRASH_DUMP: join(folder, 'log', 'crash.dump'),
          },
        });
      },
      listening: (ports) => {
        const port = options.web === true ? ports[3] : ports[2];
        return new RegExp(`Start accepting (?:TCP|TLS) connections at 127\\.0\\.0\\.1:${port}`);
      },
      taken: /Failed to open socket|eaddrinuse/,
      deadline: 30_000,
    },
    options,
  );
  async function api(command: string, args: Readonly<Record<string, unknown>>): Promise<unknown> {
    const response = await fetch(`http://127.0.0.1:${server.ports[2]}/api/${command}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(args),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`ejabberd ${command}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  return Object.assign(server, {
    kind: 'ejabberd' as const,
    httpsPort: server.ports[3] ?? 0,
    websocket: webSocketOf(domain, server.ports[3]),
    api,
    async addUser(name: string, password: string) {
      await api('register', { user: name, host: domain, password });
      return `${name}@${domain}`;
    },
    async removeUser(name: string) {
      await api('unregister', { user: name, host: domain });
    },
    async seedRoster(name: string, contacts: readonly SeededContact[]) {
      for (const contact of contacts) {
        if (contact.ask === true) throw new Error('ejabberd has no call that seeds a pending request: ask by a peer');
        const [user = '', host = ''] = contact.jid.split('@');
        await api('add_rosteritem', {
          localuser: name,
          localhost: domain,
          user,
          host,
          nick: contact.name ?? '',
          group: (contact.groups ?? []).join(';'),
          subs: contact.subscription ?? 'both',
        });
      }
    },
  });
}
