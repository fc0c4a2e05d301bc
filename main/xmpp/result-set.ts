/** XEP-0059 Result Set Management, version 1.0. */
import { type Element, xml } from '@xmpp/xml';

const NS = 'http://jabber.org/protocol/rsm';

export interface PageQuery {
  readonly max: number;
  /** Only what stands after this id. */
  readonly after?: string;
  /** Only what stands before this id; empty: the last page. */
  readonly before?: string;
}

export function writePageQuery(query: PageQuery): Element {
  return xml(
    'set',
    { xmlns: NS },
    xml('max', {}, String(query.max)),
    query.after === undefined ? undefined : xml('after', {}, query.after),
    query.before === undefined ? undefined : xml('before', {}, query.before),
  );
}

export function readPage(parent: Element): { readonly first: string | undefined; readonly last: string | undefined } {
  const set = parent.getChild('set', NS);
  return { first: set?.getChildText('first') || undefined, last: set?.getChildText('last') || undefined };
}
