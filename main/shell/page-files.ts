import { readFile, realpath } from 'node:fs/promises';
import { extname, join, relative, resolve, sep } from 'node:path';
import { PAGE_HEADERS } from './page-policy.ts';

/** One answer of the page's origin. */
export interface PageFile {
  readonly status: 200 | 403 | 404 | 405;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
};

/** Serves the files under `root`, and nothing else, to requests of the page's own origin. */
export function pageFiles(root: string, origin: string): (method: string, url: string) => Promise<PageFile> {
  const top = resolve(root);
  return async (method, url) => {
    if (method !== 'GET') return empty(405);
    const path = pathOf(url, origin);
    if (path === undefined) return empty(403);
    const file = join(top, path.endsWith('/') ? `${path}index.html` : path);
    if (!isInside(top, file)) return empty(403);
    try {
      // A link inside the folder must not lead out of it either.
      if (!isInside(await realpath(top), await realpath(file))) return empty(403);
      const body = await readFile(file);
      const type = TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream';
      return { status: 200, headers: { ...PAGE_HEADERS, 'Content-Type': type }, body };
    } catch {
      // Absent, a folder or not readable: to the page it is all the same.
      return empty(404);
    }
  };
}

/** The decoded path of a URL of this origin; undefined for any other URL and for one that does not decode. */
function pathOf(url: string, origin: string): string | undefined {
  try {
    const parsed = new URL(url);
    if (`${parsed.protocol}//${parsed.host}` !== origin) return undefined;
    const path = decodeURIComponent(parsed.pathname);
    return path.includes('\0') || path.includes('\\') ? undefined : path;
  } catch {
    return undefined;
  }
}

function isInside(top: string, file: string): boolean {
  const way = relative(top, file);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && resolve(top, way) === file;
}

function empty(status: 403 | 404 | 405): PageFile {
  return { status, headers: { ...PAGE_HEADERS, 'Content-Type': 'text/plain' }, body: Buffer.alloc(0) };
}
