/** The life of a server that a test has to itself, whichever program it is: ports of its own, stopped, restarted, gone. */
import { type CertificateKind, type IssuedCertificate, testAuthority } from './authority.ts';
import { freePorts } from './ports.ts';
import { removeFolder, type Tethered, temporaryFolder } from './process.ts';
import type { ServerOptions, TestServer } from './server.ts';

export interface ServerProgram {
  readonly kind: TestServer['kind'];
  /** How many ports it listens on: STARTTLS, direct TLS, then what else it needs. */
  readonly ports: number;
  /** Its folders and files, made once; the certificate comes with `launch`. */
  prepare(folder: string): Promise<void>;
  /** Writes its configuration and starts it. */
  launch(place: ServerPlace): Promise<Tethered>;
  /** What it says once it listens, or when a port was taken. */
  readonly listening: (ports: readonly number[]) => RegExp;
  readonly taken: RegExp;
  /** How long it may take until it says one of them, in ms. */
  readonly deadline: number;
}

export interface ServerPlace {
  readonly folder: string;
  readonly ports: readonly number[];
  readonly certificate: IssuedCertificate;
}

type Lifecycle = Omit<TestServer, 'kind' | 'httpsPort' | 'websocket' | 'addUser' | 'removeUser' | 'seedRoster'> & {
  readonly ports: readonly number[];
};

/** Between finding free ports and listening on them somebody may be quicker: then it is tried with others. */
const TRIES = 4;

export async function startServer(program: ServerProgram, options: ServerOptions): Promise<Lifecycle> {
  const domain = options.domain ?? 'localhost';
  const authority = await testAuthority();
  const folder = temporaryFolder(program.kind);
  await program.prepare(folder);
  let certificate = await authority.issue(domain, folder, options.certificate);
  let ports = await freePorts(program.ports);
  let server: Tethered | undefined;
  /** What those that ended had logged. */
  let before = '';

  /** True when it listens, false when a port was taken. */
  async function start(): Promise<boolean> {
    const started = await program.launch({ folder, ports, certificate });
    server = started;
    const answer = new RegExp(`(?<taken>${program.taken.source})|${program.listening(ports).source}`);
    const seen = await started.waitForOutput(answer, program.deadline);
    if (seen.groups?.taken === undefined) return true;
    await stop('SIGKILL');
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

  for (let tries = 1; !(await start()); tries += 1) {
    if (tries === TRIES) throw new Error(`${program.kind} found no free port:\n${before.slice(-2_000)}`);
    ports = await freePorts(program.ports);
  }
  const [port, directTlsPort] = ports;
  if (port === undefined || directTlsPort === undefined) throw new Error('no ports');

  return {
    domain,
    host: '127.0.0.1',
    port,
    directTlsPort,
    ports,
    ca: authority.ca,
    folder,
    get pid() {
      return server?.pid ?? -1;
    },
    log: () => before + (server?.output() ?? ''),
    stop: () => stop('SIGTERM'),
    kill: () => stop('SIGKILL'),
    async restart(change: { readonly certificate?: CertificateKind } = {}) {
      await stop('SIGTERM');
      if (change.certificate !== undefined) certificate = await authority.issue(domain, folder, change.certificate);
      if (await start()) return;
      throw new Error(`${program.kind}'s port was taken while it was stopped:\n${before.slice(-2_000)}`);
    },
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}
