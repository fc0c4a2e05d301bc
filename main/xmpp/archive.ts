/** XEP-0313 Message Archive Management, version 1.1.1: the account's own archive, page by page. */
import { type Element, xml } from '@xmpp/xml';
import { FaultError } from '../../app/fault.ts';
import { type BareJid, jidOf } from '../../app/jid.ts';
import type { FeatureContext } from './context.ts';
import type { Feature, Session } from './feature.ts';
import { readForwarded } from './forwarded.ts';
import { type PageQuery, readPage, writePageQuery } from './result-set.ts';

export const MAM = 'urn:xmpp:mam:2';
const DATA = 'jabber:x:data';
/** ms; a large page from a slow disk takes its time. */
const TIMEOUT = 60_000;

export interface ArchiveQuery extends PageQuery {
  /** Only this conversation. */
  readonly with?: BareJid;
  /** Epoch ms: nothing older. */
  readonly start?: number;
}

export interface ArchivedMessage {
  readonly archiveId: string;
  readonly message: Element;
  readonly delay: number | undefined;
}

export interface ArchivePage {
  /** Oldest first. */
  readonly messages: readonly ArchivedMessage[];
  /** The oldest id of the page. */
  readonly first: string | undefined;
  /** The newest id of the page. */
  readonly last: string | undefined;
  /** The archive has nothing more in the direction that was asked for. */
  readonly complete: boolean;
}

export interface ArchiveFeature extends Feature {
  /** One page. Rejects with FaultError: refused (item-not-found: the id is not known any more), timeout, offline. */
  page(session: Session, query: ArchiveQuery): Promise<ArchivePage>;
}

export function createArchive({ account, newId, log }: FeatureContext): ArchiveFeature {
  /** By the query's id; of a page, by the archive's: a server sends again what a link lost. */
  const asked = new Map<string, Map<string, ArchivedMessage>>();

  return {
    name: 'archive',
    async page(session, query) {
      const queryid = newId();
      const messages = new Map<string, ArchivedMessage>();
      asked.set(queryid, messages);
      try {
        const answer = await session.request(writeQuery(queryid, query), { timeout: TIMEOUT });
        const fin = answer.getChild('fin', MAM);
        if (fin === undefined) throw new FaultError({ kind: 'refused', condition: 'undefined-condition' });
        const complete = fin.attrs.complete === 'true' || fin.attrs.complete === '1';
        return { messages: [...messages.values()], ...readPage(fin), complete };
      } finally {
        asked.delete(queryid);
      }
    },
    receive({ stanza }) {
      const result = stanza.is('message') ? stanza.getChild('result', MAM) : undefined;
      if (result === undefined) return false;
      const messages = asked.get(result.attrs.queryid ?? '');
      // The archive asked is the account's own; anybody can send something that looks like a result of it
      // (section 8: "MUST ... check the 'from'"), and nobody else knows the query's id.
      const from = stanza.attrs.from;
      if (messages === undefined || (from !== undefined && jidOf(from) !== account)) {
        log.warn('archive result that was not asked for refused', { from });
        return true;
      }
      const forwarded = readForwarded(result);
      const archiveId = result.attrs.id;
      if (forwarded !== undefined && archiveId) messages.set(archiveId, { archiveId, ...forwarded });
      return true;
    },
  };
}

function writeQuery(queryid: string, query: ArchiveQuery): Element {
  const field = (name: string, value: string | undefined, type?: string) =>
    value === undefined ? undefined : xml('field', { var: name, type }, xml('value', {}, value));
  const filter =
    query.with === undefined && query.start === undefined
      ? undefined
      : xml(
          'x',
          { xmlns: DATA, type: 'submit' },
          field('FORM_TYPE', MAM, 'hidden'),
          field('with', query.with),
          field('start', query.start === undefined ? undefined : new Date(query.start).toISOString()),
        );
  return xml('iq', { type: 'set' }, xml('query', { xmlns: MAM, queryid }, filter, writePageQuery(query)));
}
