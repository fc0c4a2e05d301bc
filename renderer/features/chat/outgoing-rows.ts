/** The same thing twice: as main sends it, and as the log keeps it. */
import type { OutgoingEntry } from '../../../app/chat/entry.ts';
import type { WrittenRow } from './table.ts';

export function rowOf(outgoing: OutgoingEntry, order: number): WrittenRow {
  const { account, peer, originId, after, at } = outgoing;
  const base = { account, peer, from: account, own: true, at, origin: 'live', stanzaId: originId } as const;
  const place = { order, outbox: 'queued', ...(after === undefined ? {} : { after }) } as const;
  switch (outgoing.kind) {
    case 'message':
    case 'correction': {
      const { originId: _, ...written } = outgoing;
      return { ...written, ...base, wantsReceipt: true, markable: true, ...place };
    }
    case 'retraction':
      return { ...base, kind: 'retraction', target: outgoing.target, ...place };
    case 'reactions':
      return { ...base, kind: 'reactions', target: outgoing.target, reactions: outgoing.reactions, ...place };
  }
}

/** Nothing for what this client can't have written. */
export function outgoingOf(row: WrittenRow): OutgoingEntry | undefined {
  const { account, peer, stanzaId: originId, after, at } = row;
  if (originId === undefined) return undefined;
  const base = { account, peer, originId, ...(after === undefined ? {} : { after }), at };
  if (row.kind === 'retraction') return { ...base, kind: 'retraction', target: row.target };
  if (row.kind === 'reactions') return { ...base, kind: 'reactions', target: row.target, reactions: row.reactions };
  const { type, subject, body, reply } = row;
  if (type === 'headline' || row.erased !== undefined) return undefined;
  const written = {
    type,
    body,
    ...(subject === undefined ? {} : { subject }),
    ...(reply === undefined ? {} : { reply }),
  };
  return row.kind === 'message'
    ? { ...base, kind: 'message', ...written }
    : { ...base, kind: 'correction', target: row.target, ...written };
}
