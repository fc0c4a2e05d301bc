/**
 * XEP-0156 1.4: where a domain's WebSocket is, as its web server says. The domain's own certificate vouches for that, so
 * the host that it names is believed under its own name (section 4, "Security Considerations").
 */
import * as v from 'valibot';
import { type Log, reasonOf } from '../../log.ts';
import { createParser, NEGOTIATION_LIMITS } from '../stream/parser.ts';
import { hostOfDomain } from '../transport/resolve.ts';
import { fetchDocument, type HttpsOptions } from './https.ts';

const RELATION = 'urn:xmpp:alt-connections:websocket';
const XRD_NS = 'http://docs.oasis-open.org/ns/xri/xrd-1.0';

/** The first that is safe to use; undefined where the domain names none. Throws as fetchDocument. */
export async function findWebSocket(domain: string, options: HttpsOptions): Promise<URL | undefined> {
  const host = hostOfDomain(domain);
  const base = `https://${host.includes(':') ? `[${host}]` : host}/.well-known/host-meta`;
  const json = await fetchDocument(new URL(`${base}.json`), 'application/json', options);
  const found = firstSafe(linksIn(json, linksInJson, options.log), options.log);
  if (found !== undefined) return found;
  const xrd = await fetchDocument(new URL(base), 'application/xrd+xml', options);
  return firstSafe(linksIn(xrd, linksInXml, options.log), options.log);
}

function linksIn(text: string | undefined, read: (text: string) => readonly string[], log: Log): readonly string[] {
  if (text === undefined) return [];
  try {
    return read(text);
  } catch (error) {
    log.info('host-meta not understood', { reason: reasonOf(error) });
    return [];
  }
}

function firstSafe(links: readonly string[], log: Log): URL | undefined {
  for (const link of links) {
    const url = webSocketUrl(link);
    if (url !== undefined) return url;
    log.info('not used: no address of an encrypted WebSocket', { link: link.slice(0, 200) });
  }
  return undefined;
}

/** RFC 7395 section 3.1 leaves `ws:` open; here it is never an option. */
export function webSocketUrl(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.protocol === 'wss:' && url.username === '' && url.password === '' && url.hash === '' ? url : undefined;
}

const linksSchema = v.object({
  links: v.array(v.object({ rel: v.optional(v.unknown()), href: v.optional(v.unknown()) })),
});

export function linksInJson(text: string): readonly string[] {
  const { links } = v.parse(linksSchema, JSON.parse(text));
  return links.flatMap(({ rel, href }) => (rel === RELATION && typeof href === 'string' ? [href] : []));
}

export function linksInXml(text: string): readonly string[] {
  const links: string[] = [];
  const parser = createParser(NEGOTIATION_LIMITS, {
    start() {},
    element(element) {
      const { rel, href } = element.attrs;
      if (element.is('Link', XRD_NS) && rel === RELATION && typeof href === 'string') links.push(href);
    },
    end() {},
  });
  parser.write(Buffer.from(text));
  return links;
}
