import type { Protocol } from 'electron';
import type { PageFile } from '../page-files.ts';

const SCHEME = 'app';
/** Never to change: IndexedDB belongs to it. */
export const ORIGIN = `${SCHEME}://kith`;

/** Whether a frame or a request is the page's own. */
export function isOurs(url: string): boolean {
  return url.startsWith(`${ORIGIN}/`);
}

/** Makes the origin one like a web server's, with IndexedDB; only possible before the application is ready. */
export function registerOrigin(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    // Without `stream` a sound of this origin does not play: its answers come piece by piece (electron#22955).
    {
      scheme: SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true, stream: true },
    },
  ]);
}

/** Answers the origin's requests with the page's files. */
export function serveOrigin(
  protocol: Pick<Protocol, 'handle'>,
  files: (method: string, url: string) => Promise<PageFile>,
): void {
  protocol.handle(SCHEME, async ({ method, url }) => {
    const { status, headers, body } = await files(method, url);
    return new Response(new Uint8Array(body), { status, headers });
  });
}
