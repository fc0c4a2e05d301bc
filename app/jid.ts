/**
 * Addresses (RFC 7622). The kinds of address are types of their own: a bare JID is never a plain string, and never a
 * full JID, to the code that takes one.
 */
declare const bare: unique symbol;
declare const full: unique symbol;

/** `local@domain` or `domain`, normalised. An account, a contact, a server. */
export type BareJid = string & { readonly [bare]: true };
/** `local@domain/resource`, normalised. One device of somebody. */
export type FullJid = string & { readonly [full]: true };
export type Jid = BareJid | FullJid;

/** What is wrong with an address as it was typed. */
export type JidProblem =
  | 'empty'
  | 'no-local'
  | 'no-domain'
  | 'bad-local'
  | 'bad-domain'
  | 'bad-resource'
  | 'has-resource'
  | 'too-long';

export interface JidParts {
  readonly local: string;
  readonly domain: string;
  readonly resource: string;
}

const PART_BYTES = 1023; // RFC 7622 section 3.1: "each ... 1023 octets"

/** RFC 7622 section 3.3.1, with what PRECIS refuses that a person could type: spaces and control characters. */
const LOCAL_REFUSED = /["&'/:<>@\s\p{Cc}\p{Cs}\p{Cn}\p{Co}]/u;
const DOMAIN_LABEL = /^[\p{L}\p{N}\p{M}](?:[\p{L}\p{N}\p{M}_-]*[\p{L}\p{N}\p{M}])?$/u;
const IP6 = /^\[[0-9a-f:.]+\]$/;
const RESOURCE_REFUSED = /[\p{Cc}\p{Cs}\p{Cn}]/u;

/** Reads an address; the domain and local part are case-folded, the resource is kept as it is. Never throws. */
export function parseJid(text: string): JidParts | JidProblem {
  const slash = text.indexOf('/');
  const head = slash < 0 ? text : text.slice(0, slash);
  const resource = slash < 0 ? '' : text.slice(slash + 1).normalize('NFC');
  const at = head.indexOf('@');
  const local = at < 0 ? '' : folded(head.slice(0, at));
  const domain = folded(head.slice(at + 1))
    .replace(/[\u3002]/g, '.')
    .replace(/\.$/, '');
  if (head === '') return 'empty';
  if (at === 0) return 'no-local';
  if (domain === '') return 'no-domain';
  if (at > 0 && LOCAL_REFUSED.test(local)) return 'bad-local';
  if (!IP6.test(domain) && !domain.split('.').every((label) => DOMAIN_LABEL.test(label))) return 'bad-domain';
  if (slash >= 0 && (resource === '' || RESOURCE_REFUSED.test(resource))) return 'bad-resource';
  if ([local, domain, resource].some((part) => utf8Length(part) > PART_BYTES)) return 'too-long';
  return { local, domain, resource };
}

/** Composed again: a letter and a mark may have a character of their own in lower case only. */
function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().normalize('NFKC');
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** An address as a person types it into a field for a person or an account: no resource, a local part. */
export function typedAddress(text: string): BareJid | JidProblem {
  const address = text.trim().replace(/^xmpp:/i, '');
  // Without an @ it would be a server's address; who types "ann" has not come to the @ yet.
  if (address !== '' && !address.includes('@')) return 'no-domain';
  const parts = parseJid(address);
  if (typeof parts === 'string') return parts;
  if (parts.resource !== '') return 'has-resource';
  if (parts.local === '') return 'no-local';
  return joinBare(parts);
}

export function isJidProblem(value: BareJid | JidProblem): value is JidProblem {
  return (JID_PROBLEMS as readonly string[]).includes(value);
}

const JID_PROBLEMS: readonly JidProblem[] = [
  'empty',
  'no-local',
  'no-domain',
  'bad-local',
  'bad-domain',
  'bad-resource',
  'has-resource',
  'too-long',
];

function joinBare(parts: JidParts): BareJid {
  return (parts.local === '' ? parts.domain : `${parts.local}@${parts.domain}`) as BareJid;
}

/** The bare address of a stanza's `from` or `to`, or nothing when it is malformed. */
export function bareOf(text: string | undefined): BareJid | undefined {
  if (text === undefined) return undefined;
  const parts = parseJid(text);
  return typeof parts === 'string' ? undefined : joinBare(parts);
}

/** A stanza's address, bare or full, normalised; nothing when it is malformed. */
export function jidOf(text: string | undefined): Jid | undefined {
  if (text === undefined) return undefined;
  const parts = parseJid(text);
  if (typeof parts === 'string') return undefined;
  const head = joinBare(parts);
  return parts.resource === '' ? head : (`${head}/${parts.resource}` as FullJid);
}

/** An address that is known to be bare and valid (own constants, what was normalised before). Throws otherwise. */
export function bareJid(text: string): BareJid {
  const jid = bareOf(text);
  if (jid === undefined || jid !== text) throw new RangeError(`not a bare JID: ${text}`);
  return jid;
}

export function toBare(jid: Jid): BareJid {
  const slash = jid.indexOf('/');
  return (slash < 0 ? jid : jid.slice(0, slash)) as BareJid;
}

export function resourceOf(jid: Jid): string {
  const slash = jid.indexOf('/');
  return slash < 0 ? '' : jid.slice(slash + 1);
}

export function localOf(jid: Jid): string {
  const head = toBare(jid);
  const at = head.indexOf('@');
  return at < 0 ? '' : head.slice(0, at);
}

export function domainOf(jid: Jid): string {
  const head = toBare(jid);
  return head.slice(head.indexOf('@') + 1);
}
