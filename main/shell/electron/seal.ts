/** What the page can't do, whatever it tries: reach the network, get a permission, go or open anything elsewhere. */
import type { CommandLine, Session, WebContents } from 'electron';
import { isOurs } from './origin.ts';

/** Switches for Chromium's own part; only possible before the application is ready. */
export function sealCommandLine(commandLine: Pick<CommandLine, 'appendSwitch'>): void {
  commandLine.appendSwitch('proxy-server', 'socks5://127.0.0.1:1');
  commandLine.appendSwitch('proxy-bypass-list', '<-loopback>');
  commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  commandLine.appendSwitch('webrtc-ip-handling-policy', 'disable_non_proxied_udp');
  commandLine.appendSwitch('disable-quic');
  commandLine.appendSwitch('disable-background-networking');
  commandLine.appendSwitch('disable-component-update');
  commandLine.appendSwitch('disable-domain-reliability');
}

/** Copying by a press of a button, and a database that a full disk does not evict; everything else is refused. */
const GRANTED: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'persistent-storage']);

type SealedSession = Pick<
  Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setSpellCheckerEnabled'
  | 'setProxy'
  | 'on'
> & { readonly webRequest: Pick<Session['webRequest'], 'onBeforeRequest'> };

export async function sealSession(session: SealedSession, platform: NodeJS.Platform): Promise<void> {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(GRANTED.has(permission) && isOurs(details.requestingUrl));
  });
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => GRANTED.has(permission) && isOurs(origin.endsWith('/') ? origin : `${origin}/`),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer(null));
  // Elsewhere than on macOS the dictionaries would come from a server of Google.
  session.setSpellCheckerEnabled(platform === 'darwin');
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isLocal(url) }));
  session.on('will-download', (event) => event.preventDefault());
  // A proxy that nobody listens at, also for loopback: it closes what is no request, such as preconnect and DNS.
  await session.setProxy({ proxyRules: 'socks5://127.0.0.1:1', proxyBypassRules: '<-loopback>' });
}

type SealedContents = Pick<WebContents, 'on' | 'setWindowOpenHandler' | 'setWebRTCIPHandlingPolicy'>;

export function sealContents(contents: SealedContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => {
    if (!isOurs(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isOurs(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!isOurs(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

/** What never leaves this computer: our files, pictures made by the page, and the developer tools. */
function isLocal(url: string): boolean {
  return isOurs(url) || ['blob:', 'data:', 'devtools:', 'chrome-extension:'].some((start) => url.startsWith(start));
}
