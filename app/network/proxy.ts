/** The proxy that the connections of all accounts go through, as the person chose it. Its password is kept elsewhere. */
import * as v from 'valibot';

export const PROXY_KINDS = ['http', 'socks5'] as const;
/** HTTP CONNECT (RFC 9110 section 9.3.6), or SOCKS version 5 (RFC 1928). */
export type ProxyKind = (typeof PROXY_KINDS)[number];

export const proxySchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('none') }),
  v.strictObject({
    kind: v.picklist(PROXY_KINDS),
    /** A name, or an address without brackets. */
    host: v.pipe(v.string(), v.regex(/^[^\s/@[\]]+$/), v.maxLength(255)),
    port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
    /** Empty: it asks for no sign-in. RFC 7617 section 2 ends the name at the first colon; RFC 1929 counts 255 bytes. */
    user: v.pipe(v.string(), v.regex(/^[^:]*$/), v.maxBytes(255)),
    /** Where the password is. */
    keep: v.picklist(['keychain', 'file', 'run']),
  }),
]);
/** RFC 1929 counts 255 bytes. */
export const proxyPasswordSchema = v.pipe(v.string(), v.maxBytes(255));
export type ProxyChoice = v.InferOutput<typeof proxySchema>;
export type ChosenProxy = Exclude<ProxyChoice, { kind: 'none' }>;

/**
 * `unreachable`: nothing listens there. `silent`: no answer in time. `credentials`: it refuses user or password, or wants
 * some. `forbidden`: it does not let through to this server. `no-way`: it does not reach the server. `protocol`: what
 * answers is no proxy of this kind.
 */
export type ProxyProblem = 'unreachable' | 'silent' | 'credentials' | 'forbidden' | 'no-way' | 'protocol';
