/** Making an account (XEP-0077) over a stream of its own. Signing in with it is another matter. */
import type { Element } from '@xmpp/xml';
import { FaultError } from '../../app/fault.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { askWhileNegotiating } from '../xmpp/negotiation.ts';
import { formRequest, type RegistrationForm, readForm, submission } from '../xmpp/register.ts';
import type { XmppStream } from '../xmpp/stream/stream.ts';
import type { ProxyServer } from '../xmpp/transport/proxy.ts';
import type { Resolver } from '../xmpp/transport/resolver.ts';
import { secureContextFor } from '../xmpp/transport/trust.ts';
import { directWay, wayThrough } from '../xmpp/transport/way.ts';
import { phase } from './phase.ts';
import { reachServer } from './reach-server.ts';
import { STEP_LIMIT } from './sign-in.ts';

/** What every connection needs of the outside. */
export interface Surroundings {
  readonly extraCas: readonly string[];
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly resolver: Resolver;
  /** What everything goes through, as AccountSettings.proxy. */
  readonly proxy?: () => Promise<ProxyServer | undefined>;
}

export interface RegistrationOptions extends Surroundings {
  readonly domain: string;
  /** Given by hand, as AccountSettings. */
  readonly host?: string;
  readonly port?: number;
  readonly pinnedFingerprint?: string;
  readonly websocket?: URL;
  /** Aborting ends it at any time; its reason is what is thrown. */
  readonly signal: AbortSignal;
}

export interface Registration {
  readonly form: RegistrationForm;
  /**
   * Sends the filled form; values by field name. Throws FaultError refused: `conflict` the name is taken,
   * `not-acceptable` something in the form is not (the text says what), `not-allowed`, `resource-constraint` too many
   * in a short time.
   */
  submit(values: Readonly<Record<string, string>>): Promise<void>;
  close(): Promise<void>;
}

/** Throws as reachServer, and FaultError: refused (nobody may register here), unsupported (only in a browser). */
export async function openRegistration(options: RegistrationOptions): Promise<Registration> {
  const { domain, clock, signal } = options;
  const context = secureContextFor(options.extraCas);
  let stream: XmppStream | undefined;
  let ended = false;

  const during = (run: () => Promise<Element>) => phase(clock, STEP_LIMIT, signal, run);

  async function fetchForm(): Promise<{ readonly stream: XmppStream; readonly form: RegistrationForm }> {
    const { host, port, pinnedFingerprint } = options;
    const proxy = await options.proxy?.();
    const opened = await reachServer({
      ...options,
      context,
      way: proxy === undefined ? directWay : wayThrough(proxy, options),
      manual: { ...(host === undefined ? {} : { host }), ...(port === undefined ? {} : { port }) },
      pinned: pinnedFingerprint,
      step: () => {},
    });
    stream = opened.stream;
    ended = false;
    const onAbort = () => opened.stream.destroy('given up');
    signal.addEventListener('abort', onAbort);
    stream.onEnd(() => {
      ended = true;
      signal.removeEventListener('abort', onAbort);
    });
    try {
      const form = readForm(await during(() => askWhileNegotiating(opened.stream, formRequest(domain))));
      if (form === undefined) throw new FaultError({ kind: 'unsupported', what: 'registration form' });
      return { stream, form };
    } catch (error) {
      stream.destroy('no registration form');
      throw error;
    }
  }

  const first = await fetchForm();
  return {
    form: first.form,
    async submit(values) {
      // Servers do not wait for ever while somebody fills in a form.
      const current = ended || stream === undefined ? await fetchForm() : { stream, form: first.form };
      await during(() => askWhileNegotiating(current.stream, submission(current.form, values, domain)));
    },
    close: async () => stream?.close(),
  };
}
