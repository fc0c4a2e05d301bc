/**
 * How the scripted server lets somebody in: its offer, RFC 6120's SASL, and SASL2 with what goes along with it (XEP-0388,
 * XEP-0386, XEP-0198, XEP-0484).
 */
import { randomBytes } from 'node:crypto';
import type { Element } from '@xmpp/xml';
import { type IssuedToken, type SignInExchange, type SignInStep, signInExchange } from './scripted-sign-in.ts';

export const SASL = 'urn:ietf:params:xml:ns:xmpp-sasl';
export const SASL2 = 'urn:xmpp:sasl:2';
const SM = 'urn:xmpp:sm:3';
const STANZAS = 'urn:ietf:params:xml:ns:xmpp-stanzas';

export interface NegotiationOptions {
  /** Password by name. */
  readonly users: Readonly<Record<string, string>>;
  /** Default `['PLAIN']`; SCRAM is there, too, others need an `answer` of the test's own to `<auth/>`. */
  readonly mechanisms?: readonly string[];
  /** XEP-0440: the channel bindings that it lists. `tls-exporter` is the one that it knows. */
  readonly bindings?: readonly string[];
  /** XEP-0474: it signs what it offers. */
  readonly protectsOffer?: boolean;
  /** What somebody in between lets the client see of the offer. */
  readonly seen?: { readonly mechanisms?: readonly string[]; readonly bindings?: readonly string[] };
  /** SASL2 beside RFC 6120, and what goes along with it. */
  readonly sasl2?: {
    /** XEP-0198 inline. */
    readonly resume?: boolean;
    /** Bind 2 with these features inline, such as `urn:xmpp:sm:3`. */
    readonly bind?: readonly string[];
    /** FAST with these mechanisms. */
    readonly fast?: readonly string[];
    /** Epoch ms at which tokens run out; a day from now if not given. */
    readonly expiry?: number;
  };
}

/** The connection that somebody comes in by. */
export interface Entrance {
  send(xml: string): void;
  /** The server's end of its `tls-exporter`. */
  exporter(): Buffer | undefined;
  /** How many stanzas of its session the server has. */
  handled(): number;
  /** By RFC 6120: the stream begins anew. */
  proven(user: string): void;
  /** By SASL2: the stream goes on, with a resource if there is one already, of which `before` stanzas are counted. */
  provenAlong(user: string, jid: string | undefined, before: number): void;
}

export interface Negotiation {
  /** FAST: those in force. Take one out and it is revoked. */
  readonly tokens: IssuedToken[];
  /** FAST: gives a new token at every sign-in by one, until undone. */
  rotateTokens(): () => void;
  /** Nothing can be resumed any more. */
  forgetSessions(): void;
  /** The stream features before the sign-in. */
  offer(): string;
  /** Takes what one connection says in the namespaces of SASL. */
  enter(entrance: Entrance): (element: Element) => void;
}

export function createNegotiation(domain: string, options: NegotiationOptions): Negotiation {
  const mechanisms = options.mechanisms ?? ['PLAIN'];
  const seen = { mechanisms, bindings: options.bindings, ...options.seen };
  const tokens: IssuedToken[] = [];
  const world = { ...options, mechanisms, tokens };
  /** What can be resumed, by its id. */
  const sessions = new Map<string, { readonly jid: string; handled(): number }>();
  let rotating = false;

  function newToken(user: string, device: string, mechanism: string): string {
    const token = `secret-token:${randomBytes(12).toString('hex')}`;
    tokens.push({ user, device, mechanism, token });
    const expiry = new Date(options.sasl2?.expiry ?? Date.now() + 86_400_000).toISOString();
    return `<token xmlns="urn:xmpp:fast:0" token="${token}" expiry="${expiry}"/>`;
  }

  function enter({ send, exporter, handled, proven, provenAlong }: Entrance): (element: Element) => void {
    let exchange: SignInExchange | undefined;
    let authenticate: Element | undefined;

    function take(element: Element): void {
      const ns = element.getNS() ?? '';
      const along = element.is('authenticate', SASL2);
      if (element.is('auth') || along) {
        authenticate = along ? element : undefined;
        const device = element.getChild('user-agent')?.attrs.id;
        exchange = signInExchange(element.attrs.mechanism ?? '', world, exporter(), device);
      }
      const message = along ? (element.getChildText('initial-response') ?? '') : element.text();
      const refusal: SignInStep = { kind: 'failure', condition: 'invalid-mechanism' };
      const step = exchange?.(Buffer.from(message, 'base64')) ?? refusal;
      const data = 'data' in step ? (step.data?.toString('base64') ?? '') : '';
      if (step.kind === 'challenge') send(`<challenge xmlns="${ns}">${data}</challenge>`);
      else if (step.kind === 'failure') {
        const text = step.text === undefined ? '' : `<text>${step.text}</text>`;
        send(`<failure xmlns="${ns}"><${step.condition} xmlns="${SASL}"/>${text}</failure>`);
      } else if (authenticate !== undefined) succeed(authenticate, step.user, data);
      else {
        send(`<success xmlns="${ns}">${data}</success>`);
        proven(step.user);
      }
    }

    function succeed(request: Element, user: string, data: string): void {
      const resume = request.getChild('resume', SM);
      const binding = request.getChild('bind', 'urn:xmpp:bind:0');
      const id = resume?.attrs.previd ?? '';
      const session = sessions.get(id);
      const parts = [data === '' ? '' : `<additional-data>${data}</additional-data>`];
      let jid = session?.jid;
      const before = session?.handled() ?? 0;
      if (session !== undefined) {
        sessions.set(id, { jid: session.jid, handled });
        parts.push(`<resumed xmlns="${SM}" previd="${id}" h="${before}"/>`);
      } else {
        if (resume !== undefined) parts.push(`<failed xmlns="${SM}"><item-not-found xmlns="${STANZAS}"/></failed>`);
        if (binding !== undefined) {
          jid = `${user}@${domain}/${binding.getChildText('tag') ?? ''}.${randomBytes(4).toString('hex')}`;
          parts.push(`<bound xmlns="urn:xmpp:bind:0">${managed(binding, jid)}</bound>`);
        }
      }
      parts.push(`<authorization-identifier>${jid ?? `${user}@${domain}`}</authorization-identifier>`);
      const rotated = rotating && request.getChild('fast') !== undefined ? request.attrs.mechanism : undefined;
      const mechanism = request.getChild('request-token')?.attrs.mechanism ?? rotated;
      if (mechanism !== undefined)
        parts.push(newToken(user, request.getChild('user-agent')?.attrs.id ?? '', mechanism));
      send(`<success xmlns="${SASL2}">${parts.join('')}</success>`);
      provenAlong(user, jid, before);
    }

    function managed(binding: Element, jid: string): string {
      if (binding.getChild('enable', SM) === undefined) return '';
      const id = `session-${randomBytes(4).toString('hex')}`;
      sessions.set(id, { jid, handled });
      return `<enabled xmlns="${SM}" id="${id}" resume="true"/>`;
    }

    return take;
  }

  return {
    tokens,
    enter,
    rotateTokens() {
      rotating = true;
      return () => {
        rotating = false;
      };
    },
    forgetSessions: () => sessions.clear(),
    offer() {
      const names = elements('mechanism', seen.mechanisms);
      const bindings = (seen.bindings ?? []).map((type) => `<channel-binding type="${type}"/>`).join('');
      const listed = `<sasl-channel-binding xmlns="urn:xmpp:sasl-cb:0">${bindings}</sasl-channel-binding>`;
      return [
        `<mechanisms xmlns="${SASL}">${names}</mechanisms>`,
        bindings === '' ? '' : listed,
        options.sasl2 === undefined
          ? ''
          : `<authentication xmlns="${SASL2}">${names}<inline>${inlineFeatures(options.sasl2)}</inline></authentication>`,
      ].join('');
    },
  };
}

const elements = (name: string, texts: readonly string[]) => texts.map((text) => `<${name}>${text}</${name}>`).join('');

function inlineFeatures({ resume, bind, fast }: NonNullable<NegotiationOptions['sasl2']>): string {
  const features = bind?.map((name) => `<feature var="${name}"/>`).join('');
  return [
    resume === true ? `<sm xmlns="${SM}"/>` : '',
    features === undefined ? '' : `<bind xmlns="urn:xmpp:bind:0"><inline>${features}</inline></bind>`,
    fast === undefined ? '' : `<fast xmlns="urn:xmpp:fast:0">${elements('mechanism', fast)}</fast>`,
  ].join('');
}
