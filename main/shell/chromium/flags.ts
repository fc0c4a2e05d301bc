/** How the browser is started, and why. */
import { APP_ID } from '../../app-id.ts';

export const ORIGIN = 'https://kith.invalid';

/**
 * The page gets no packet out. A content security policy and aborted requests leave WebRTC, preconnect and DNS open;
 * these, and the profile's preference to preload nothing, close them: all goes to a proxy that nobody listens at, also
 * what is for loopback, and names are the proxy's to resolve. (--host-resolver-rules would add a bar with a warning.)
 */
export const SEAL: readonly string[] = [
  '--proxy-server=socks5://127.0.0.1:1',
  '--proxy-bypass-list=<-loopback>',
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--disable-quic',
];

/** A browser that is only our window: it updates, reports, synchronises and asks nothing. */
const QUIET: readonly string[] = [
  '--no-first-run',
  '--no-default-browser-check',
  '--no-service-autorun',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-breakpad',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-component-extensions-with-background-pages',
  '--disable-field-trial-config',
  '--disable-search-engine-choice-screen',
  '--disable-sync',
  '--metrics-recording-only',
  '--no-pings',
  '--disable-features=Translate,MediaRouter,OptimizationHints,NetworkTimeServiceQuerying,AutofillServerCommunication,msForceBrowserSignIn',
  // A message may come, and be heard, before anything was pressed.
  '--autoplay-policy=no-user-gesture-required',
  // Kith's secrets are not in the browser; its own store must not ask for the keychain.
  '--password-store=basic',
  '--use-mock-keychain',
];

export interface BrowserOptions {
  readonly profile: string;
  /** Chromium refuses its sandbox to root; a person is never root. */
  readonly sandbox: boolean;
  readonly debuggingPort: number | undefined;
}

export function browserArguments(options: BrowserOptions): readonly string[] {
  return [
    ...QUIET,
    ...SEAL,
    `--user-data-dir=${options.profile}`,
    `--class=${APP_ID}`,
    '--remote-debugging-pipe',
    ...(options.debuggingPort === undefined ? [] : [`--remote-debugging-port=${options.debuggingPort}`]),
    // --test-type keeps the bar away that would warn of the missing sandbox.
    ...(options.sandbox ? [] : ['--no-sandbox', '--test-type']),
    // Our origin only after its requests are answered by us: a page that loads earlier could come from anywhere.
    `--app=${EMPTY_PAGE}`,
  ];
}

/** Dark where the system is dark, so that the window does not flash white. */
const EMPTY_PAGE = 'data:text/html,<title>Kith</title><meta name="color-scheme" content="light dark">';
