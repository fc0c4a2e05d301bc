import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** What the person asked for on the command line. */
export interface RunArguments {
  readonly kind: 'run';
  /** Absolute; everything that Kith keeps is in it. */
  readonly dataDir: string;
  readonly hidden: boolean;
  readonly debuggingPort?: number;
  /** A PEM file with certificate authorities that are trusted besides the usual ones. */
  readonly ca?: string;
  /** A JSON file with the account to sign in to; nothing is kept and close quits. */
  readonly demo?: string;
  /** xmpp: links to open. */
  readonly links: readonly string[];
  /** Stands for the chat to open, chosen in the menu of the icon in the task bar. */
  readonly chat?: string;
}

export type Arguments =
  | RunArguments
  /** Say this and leave with code 0. */
  | { readonly kind: 'print'; readonly text: string }
  /** Say this and leave with code 2. */
  | { readonly kind: 'wrong'; readonly text: string };

export interface ArgumentSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly version: string;
  /** Flags that are not ours but the shell's, such as Electron's own; they are passed over. */
  readonly isForeign?: (flag: string) => boolean;
}

const HELP = `Kith, a messenger for XMPP

  --data-dir DIR               keep everything in DIR; two folders can run side by side
  --hidden                     start without showing the window
  --ca FILE                    trust the certificate authorities in FILE (PEM), too
  --demo FILE                  sign in to the account in FILE (JSON) and keep nothing
  --remote-debugging-port N    let a debugger attach to the window at port N
  --help                       show this
  --version                    show the version
  xmpp:ADDRESS                 open a chat or a request with ADDRESS
`;

const OPTIONS = {
  'data-dir': { type: 'string' },
  hidden: { type: 'boolean' },
  chat: { type: 'string' },
  ca: { type: 'string' },
  demo: { type: 'string' },
  'remote-debugging-port': { type: 'string' },
  help: { type: 'boolean' },
  version: { type: 'boolean' },
} as const;

/** Reads `argv`, program and script left out. */
export function parseArguments(argv: readonly string[], around: ArgumentSurroundings): Arguments {
  const isForeign = around.isForeign ?? (() => false);
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(argv.filter((argument) => !isForeign(argument)));
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  if (values.help === true) return { kind: 'print', text: HELP };
  if (values.version === true) return { kind: 'print', text: `Kith ${around.version}\n` };

  const stranger = positionals.find((text) => !isXmppLink(text));
  if (stranger !== undefined) return wrong(`'${stranger}' is neither an option nor an xmpp: link`);
  for (const name of ['data-dir', 'ca', 'demo'] as const) {
    if (values[name]?.trim() === '') return wrong(`--${name} needs a path`);
  }
  // The person's own folder has their accounts in it.
  if (values.demo !== undefined && values['data-dir'] === undefined)
    return wrong('--demo needs a --data-dir of its own');
  const port = values['remote-debugging-port'];
  if (port !== undefined && !isPort(port)) return wrong(`--remote-debugging-port needs a number from 1 to 65535`);

  return {
    kind: 'run',
    dataDir: values['data-dir'] === undefined ? defaultDataDir(around) : resolve(values['data-dir']),
    hidden: values.hidden === true,
    ...(port === undefined ? {} : { debuggingPort: Number(port) }),
    ...(values.ca === undefined ? {} : { ca: resolve(values.ca) }),
    ...(values.demo === undefined ? {} : { demo: resolve(values.demo) }),
    links: positionals,
    ...(values.chat === undefined ? {} : { chat: values.chat }),
  };
}

/** What a second start with the same data folder wants of the first; lenient, as Electron mixes its own flags in. */
export function secondStart(argv: readonly string[]): Pick<RunArguments, 'hidden' | 'links' | 'chat'> {
  const chat = argv.find((argument) => argument.startsWith('--chat='))?.slice('--chat='.length);
  return {
    hidden: argv.includes('--hidden'),
    links: argv.filter(isXmppLink),
    ...(chat === undefined ? {} : { chat }),
  };
}

/** Where each system wants an application's own files. */
export function defaultDataDir({ env, platform, home }: Omit<ArgumentSurroundings, 'version'>): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Kith');
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'Kith');
  // XDG Base Directory Specification 0.8: a relative path is invalid and ignored.
  const data = env.XDG_DATA_HOME;
  return join(data?.startsWith('/') === true ? data : join(home, '.local', 'share'), 'kith');
}

/** The real surroundings. */
export function realSurroundings(version: string): ArgumentSurroundings {
  return { env: process.env, platform: process.platform, home: homedir(), version };
}

function parse(argv: readonly string[]) {
  return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
}

function wrong(reason: string): Arguments {
  // parseArgs adds advice on further lines and sentences; the first says what is wrong.
  const first = reason.split('\n')[0]?.split('. ')[0] ?? reason;
  return { kind: 'wrong', text: `kith: ${first} (--help shows the options)\n` };
}

export function isXmppLink(text: string): boolean {
  return text.toLowerCase().startsWith('xmpp:');
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}
