/** An ejabberd of its own for a test: own node name, database, ports and certificate, gone afterwards. */
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CertificateKind, type IssuedCertificate, testAuthority } from './authority.ts';
import { freePorts } from './ports.ts';
import { removeFolder, spawnTethered, type Tethered, temporaryFolder } from './process.ts';
import type { ServerOptions, TestServer } from './server.ts';

export interface EjabberdServer extends TestServer {
  readonly kind: 'ejabberd';
  /** One call of its own API (mod_http_api), for instance `kick_user`. Gives the answer's JSON. */
  api(command: string, args: Readonly<Record<string, unknown>>): Promise<unknown>;
}

type Ports = readonly [startTls: number, directTls: number, api: number];

function configuration(ports: Ports, certificate: IssuedCertificate, options: ServerOptions): string {
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
registration_timeout: infinity
${options.configuration ?? ''}
`;
}

export async function startEjabberd(options: ServerOptions = {}): Promise<EjabberdServer> {
  const domain = options.domain ?? 'localhost';
  const authority = await testAuthority();
  const folder = temporaryFolder('ejabberd');
  for (const name of ['database', 'log']) await mkdir(join(folder, name));
  const file = join(folder, 'ejabberd.yml');
  const node = `kith_${randomBytes(6).toString('hex')}@localhost`;
  let certificate = await authority.issue(domain, folder, options.certificate);
  let ports: Ports = [0, 0, 0];
  let server: Tethered | undefined;
  let before = '';

  async function choosePorts(): Promise<void> {
    const [startTls, directTls, api] = await freePorts(3);
    if (startTls === undefined || directTls === undefined || api === undefined) throw new Error('no free ports');
    ports = [startTls, directTls, api];
  }
  async function start(): Promise<boolean> {
    await writeFile(file, configuration(ports, certificate, options));
    const flags = [
      '-sname',
      node,
      '-start_epmd',
      'false',
      '-dist_listen',
      'false',
      '-noinput',
      '+K',
      'true',
      '+S',
      '1:1',
    ];
    const started = spawnTethered('erl', [...flags, '-mnesia', 'dir', `"${folder}/database"`, '-s', 'ejabberd'], {
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
    server = started;
    const api = `Start accepting TCP connections at 127\\.0\\.0\\.1:${ports[2]}`;
    const seen = await started.waitForOutput(new RegExp(`Failed to open socket|eaddrinuse|${api}`), 30_000);
    if (seen[0].startsWith('Start')) return true;
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
  async function api(command: string, args: Readonly<Record<string, unknown>>): Promise<unknown> {
    const response = await fetch(`http://127.0.0.1:${ports[2]}/api/${command}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(args),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`ejabberd ${command}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  await choosePorts();
  for (let tries = 1; !(await start()); tries += 1) {
    if (tries === 4) throw new Error(`ejabberd found no free port:\n${before.slice(-2_000)}`);
    await choosePorts();
  }

  return {
    kind: 'ejabberd',
    domain,
    host: '127.0.0.1',
    port: ports[0],
    directTlsPort: ports[1],
    ca: authority.ca,
    folder,
    get pid() {
      return server?.pid ?? -1;
    },
    api,
    async addUser(name, password) {
      await api('register', { user: name, host: domain, password });
      return `${name}@${domain}`;
    },
    async removeUser(name) {
      await api('unregister', { user: name, host: domain });
    },
    async seedRoster(name, contacts) {
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
    log: () => before + (server?.output() ?? ''),
    stop: () => stop('SIGTERM'),
    kill: () => stop('SIGKILL'),
    async restart(change: { readonly certificate?: CertificateKind } = {}) {
      await stop('SIGTERM');
      if (change.certificate !== undefined) certificate = await authority.issue(domain, folder, change.certificate);
      if (!(await start())) throw new Error(`ejabberd's port was taken while it was stopped:\n${before.slice(-2_000)}`);
    },
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}
