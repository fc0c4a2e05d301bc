/** Bind 2, XEP-0386 1.0.0: the resource, stream management and carbons with the sign-in, with no moment in between. */
import { type Element, xml } from '@xmpp/xml';
import { FaultError } from '../../app/fault.ts';
import { type FullJid, jidOf, resourceOf } from '../../app/jid.ts';
import { CARBONS } from './carbons.ts';
import { type Enabled, enable, readEnabled, SM_NS } from './stream-management.ts';

export const BIND2_NS = 'urn:xmpp:bind:0';

export interface Bound {
  readonly jid: FullJid;
  /** Undefined: not asked for, or the server did not. */
  readonly enabled: Enabled | undefined;
}

/** The request, as far as the server offers it (in SASL2's `<inline/>`); undefined where it has no Bind 2. */
export function bind2(inline: Element | undefined): Element | undefined {
  const offered = inline?.getChild('bind', BIND2_NS);
  if (offered === undefined) return undefined;
  const features = offered.getChild('inline')?.getChildren('feature') ?? [];
  const has = (ns: string) => features.some(({ attrs }) => attrs.var === ns);
  return xml(
    'bind',
    { xmlns: BIND2_NS },
    // The server makes the resource of it, which contacts see: the program, and nothing of the person's device.
    xml('tag', {}, 'Kith'),
    // Carbons from the first message on. The feature asks again later, where it does no harm.
    has(CARBONS) ? xml('enable', { xmlns: CARBONS }) : undefined,
    has(SM_NS) ? enable() : undefined,
  );
}

/** What `<success/>` says of it; undefined when nothing was bound. Throws FaultError when there is no full JID to it. */
export function readBound(success: Element): Bound | undefined {
  const bound = success.getChild('bound', BIND2_NS);
  if (bound === undefined) return undefined;
  const jid = jidOf(success.getChildText('authorization-identifier')?.trim());
  if (jid === undefined || resourceOf(jid) === '') {
    throw new FaultError({ kind: 'unsupported', what: 'resource binding' });
  }
  const enabled = bound.getChild('enabled', SM_NS);
  return { jid: jid as FullJid, enabled: enabled === undefined ? undefined : readEnabled(enabled) };
}
