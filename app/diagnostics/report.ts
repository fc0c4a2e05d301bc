/**
 * The facts as a text to send to whoever looks for a fault, in English whatever the window's language. It has nothing in
 * it that anybody wrote, no name and no address: an account is a number at its domain, a conversation a number.
 */
import type { AccountFacts, AttemptFacts, DiagnosticFacts, LinkFacts, StreamFacts } from '../contract/diagnostics.ts';
import { type BareJid, domainOf } from '../jid.ts';

/** What the page knows of its database. */
export interface StoredFacts {
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
  /** Bytes; absent where the browser does not say. */
  readonly used?: number;
  readonly quota?: number;
  /** The system may not evict it. */
  readonly persisted: boolean;
  readonly accounts: readonly StoredAccount[];
}

export interface StoredAccount {
  readonly account: BareJid;
  /** The newest archive id up to which everything is stored. */
  readonly position?: string;
  /** Something is missing between there and the newest. */
  readonly gap: boolean;
  /** The whole archive is being fetched anew. */
  readonly refilling: boolean;
  readonly conversations: readonly StoredConversation[];
}

export interface StoredConversation {
  readonly entries: number;
  /** Everything that the archive has is here. */
  readonly complete: boolean;
}

export interface ReportParts {
  readonly facts: DiagnosticFacts;
  readonly stored: StoredFacts;
  /** What the page runs in, such as `Chrome/142.0`. */
  readonly browser: string;
  /** ms, of those that were measured. */
  readonly roundTrips: ReadonlyMap<BareJid, number>;
  /** Epoch ms. */
  readonly at: number;
}

export function writeReport({ facts, stored, browser, roundTrips, at }: ReportParts): string {
  const { versions, desktop } = facts;
  const lines = [
    `Kith ${versions.kith}, ${versions.shell}${versions.electron === undefined ? '' : ` ${versions.electron}`}, ${browser}`,
    `Node ${versions.node}, ${versions.platform}`,
    `tray ${yesNo(desktop.tray)}; notifications ${desktop.notifications.join('+') || 'no'}; keychain ${desktop.keychain ?? 'no'}`,
    `${iso(at)}`,
    '',
    `storage: ${bytes(stored.used)} of ${bytes(stored.quota)}, ${stored.persisted ? 'kept' : 'may be evicted'}; not stored yet: ${facts.unstored}${facts.paused ? ' (waits for room)' : ''}`,
    `rows: ${Object.entries(stored.rows)
      .map(([table, count]) => `${table} ${count}`)
      .join(', ')}`,
  ];
  for (const [n, account] of facts.accounts.entries()) {
    const kept = stored.accounts.find((each) => each.account === account.account);
    lines.push('', ...linesOf(account, n + 1, kept, roundTrips.get(account.account), at));
  }
  return `${lines.join('\n')}\n`;
}

function linesOf(
  facts: AccountFacts,
  n: number,
  kept: StoredAccount | undefined,
  roundTrip: number | undefined,
  at: number,
): string[] {
  const { connection, link, stream, attempts } = facts;
  const wait =
    connection.phase === 'waiting'
      ? `, next try in ${Math.max(0, Math.round((connection.nextAttempt - at) / 1000))} s`
      : '';
  return [
    `account ${n} at ${domainOf(facts.account)}: ${connection.phase}${wait}`,
    ...(link === undefined ? [] : [`link: ${linkLine(link)}`]),
    ...(stream === undefined ? [] : [`stream: ${streamLine(stream)}`]),
    `outbox: ${facts.outbox}`,
    `round trip: ${roundTrip === undefined ? 'not measured' : `${roundTrip} ms`}`,
    ...(kept === undefined ? [] : keptLines(kept)),
    `attempts: ${attempts.length === 0 ? 'none' : ''}`.trimEnd(),
    ...attempts.map((attempt) => `  ${attemptLine(attempt)}`),
  ];
}

function linkLine({
  host,
  port,
  tls,
  websocket,
  proxy,
  protocol,
  cipher,
  mechanism = 'none',
  profile,
}: LinkFacts): string {
  const way = `${websocket === true ? 'websocket' : tls}${proxy === undefined ? '' : ` through a proxy (${proxy})`}`;
  const bound = isBound(mechanism) ? 'bound to TLS' : 'not bound to TLS';
  return `${host}:${port} ${way}, ${protocol} ${cipher}, ${mechanism}${profile === undefined ? '' : ` ${profile}`}, ${bound}`;
}

/** -PLUS binds by its name (RFC 5802 section 6), a token's mechanism by the letters after the hash (XEP-0484). */
export function isBound(mechanism: string): boolean {
  return mechanism.endsWith('-PLUS') || /^HT-.*-(EXPR|UNIQ|ENDP)$/.test(mechanism);
}

function streamLine({ managed, resumable, restored, received, safe, sent, confirmed }: StreamFacts): string {
  if (!managed) return `no stream management; sent ${sent}, confirmed ${confirmed}`;
  const again = resumable === undefined ? '' : `, can be resumed for ${resumable} s`;
  return `received ${received}, safe ${safe}; sent ${sent}, confirmed ${confirmed}, waiting ${(sent - confirmed) >>> 0}${again}${restored ? ', of an earlier run' : ''}`;
}

/** Conversations beyond these say nothing more. */
const MOST = 200;

function keptLines({ position, gap, refilling, conversations }: StoredAccount): string[] {
  const told = conversations.slice(0, MOST);
  const more = conversations.length > told.length ? `, and ${conversations.length - told.length} more` : '';
  return [
    `archive: position ${position ?? 'none'}${gap ? ', with a gap' : ''}${refilling ? ', being fetched anew' : ''}`,
    `conversations: ${told.map(({ entries, complete }, n) => `${n + 1}: ${entries}${complete ? '' : '…'}`).join(', ') || 'none'}${more}`,
  ];
}

function attemptLine({ at, reached, took, lasted, fault }: AttemptFacts): string {
  const parts = [
    iso(at),
    reached,
    ...(took === undefined ? [] : [`${took} ms`]),
    ...(lasted === undefined ? [] : [`carried ${Math.round(lasted / 1000)} s`]),
    ...(fault === undefined ? [] : [fault]),
  ];
  return parts.join(', ');
}

const iso = (at: number) => new Date(at).toISOString();
const yesNo = (value: boolean) => (value ? 'yes' : 'no');
const bytes = (value: number | undefined) => (value === undefined ? 'unknown' : `${Math.round(value / 1000)} kB`);
