/** What the server's `<failure/>` means: RFC 6120 section 6.5, the same conditions in XEP-0388. */
import type { Element } from '@xmpp/xml';
import { type Fault, FaultError } from '../../../app/fault.ts';

/** The server said no, as opposed to: it is not to be believed, or is gone. */
export class AuthenticationFailed extends FaultError {}

/**
 * `bindingSpoken`: the client had said something about channel binding ("y" or "p" of RFC 5802 section 6), so that the
 * refusal may be about that and not about the password. Whatever is not named here would not be mended by sending the
 * same again.
 */
export function faultOfFailure(failure: Element, bindingSpoken: boolean): Fault {
  const condition = failure.getChildElements().find((child) => child.getName() !== 'text');
  const text = failure.getChild('text')?.getText();
  const withText = text === undefined ? {} : { text };
  const wrong: Fault = { kind: 'credentials', reason: 'wrong', ...withText };
  switch (condition?.getName()) {
    case 'temporary-auth-failure':
      return { kind: 'refused', condition: 'internal-server-error', ...withText };
    case 'account-disabled':
      return { kind: 'credentials', reason: 'disabled', ...withText };
    case 'invalid-mechanism':
    case 'mechanism-too-weak':
      return { kind: 'no-mechanism', offered: [] };
    case 'encryption-required':
      return { kind: 'no-tls' };
    case 'not-authorized':
    case 'credentials-expired':
      return bindingSpoken && SPEAKS_OF_BINDING.test(text ?? '') ? { kind: 'downgraded' } : wrong;
    default:
      // Prosody calls a binding that it does not want malformed-request, without a word or with these.
      return bindingSpoken && (text === undefined || SPEAKS_OF_BINDING.test(text)) ? { kind: 'downgraded' } : wrong;
  }
}

/** "Invalid channel binding value.", and the server-error-values of RFC 5802 section 7 (channel-bindings-dont-match). */
const SPEAKS_OF_BINDING = /channel[ -]?binding/i;
