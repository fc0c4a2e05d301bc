/** xmpp: links from other programs, from another start and from messages: they wait here until the page asks a person. */
import type { LiveEvent } from '../app/contract/contract.ts';
import { readXmppLink, type XmppLink } from '../app/links/link.ts';
import type { Log } from './log.ts';

export interface LinkQueue {
  /** Takes what are links; answers whether any was. */
  add(urls: readonly string[]): boolean;
  /** The next to ask the person about; undefined: none waits. */
  next(): XmppLink | undefined;
}

/** Whoever opens more at once is no person. */
const MOST = 10;

export function createLinkQueue(live: (event: LiveEvent) => void, log: Log): LinkQueue {
  const waiting: XmppLink[] = [];
  return {
    add(urls) {
      const links = urls.flatMap((url) => readXmppLink(url) ?? []);
      if (links.length < urls.length) log.warn('link not understood', { count: urls.length - links.length });
      const taken = links.slice(0, MOST - waiting.length);
      if (taken.length < links.length) log.warn('too many links', { count: links.length - taken.length });
      waiting.push(...taken);
      if (taken.length > 0) live({ type: 'desktop/link-waits' });
      return taken.length > 0;
    },
    next: () => waiting.shift(),
  };
}
