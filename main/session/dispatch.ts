/** Gives a received stanza to the feature whose it is. What a feature throws is logged with its name and ends there. */
import { type Element, xml } from '@xmpp/xml';
import { FaultError } from '../../app/fault.ts';
import { jidOf } from '../../app/jid.ts';
import { type Log, reasonOf } from '../log.ts';
import type { Feature, Hold, Incoming, IqAnswer } from '../xmpp/feature.ts';
import { iqError } from '../xmpp/stanza-error.ts';
import type { Slot } from '../xmpp/stream-management-inbound.ts';

export interface DispatchOptions {
  readonly features: readonly Feature[];
  readonly log: Log;
  readonly send: (stanza: Element) => void;
  /** An IQ result or error; false when nobody waits for it. */
  readonly answered: (iq: Element) => boolean;
}

/** The stanza is safe, as far as its slot goes, when this has returned and what was held is released. Never throws. */
export type Dispatch = (stanza: Element, slot: Slot) => void;

export function createDispatch({ features, log, send, answered }: DispatchOptions): Dispatch {
  const answers = new Map<string, { readonly feature: Feature; readonly answer: IqAnswer }>();
  for (const feature of features) {
    for (const { type, name, ns, answer } of feature.answers ?? []) {
      answers.set(`${type} ${ns} ${name}`, { feature, answer });
    }
  }

  async function answerRequest(iq: Element): Promise<void> {
    const payloads = iq.getChildElements();
    const [payload] = payloads;
    // RFC 6120 section 8.2.3: a get or set "MUST contain exactly one child element".
    if (payload === undefined || payloads.length > 1) return send(iqError(iq, 'bad-request'));
    const found = answers.get(`${iq.attrs.type} ${payload.getNS()} ${payload.getName()}`);
    if (found === undefined) return send(iqError(iq, 'service-unavailable'));
    try {
      const result = await found.answer(payload, { stanza: iq, hold: () => nothing });
      send(xml('iq', { type: 'result', id: iq.attrs.id, to: iq.attrs.from }, result));
    } catch (error) {
      if (error instanceof FaultError && error.fault.kind === 'refused')
        return send(iqError(iq, error.fault.condition));
      log.warn('feature failed', { feature: found.feature.name, hook: 'answer', reason: reasonOf(error) });
      send(iqError(iq, 'internal-server-error'));
    }
  }

  function takeIq(iq: Element): void {
    const { type } = iq.attrs;
    if (type === 'get' || type === 'set') {
      // The session may have ended before an answer was found: then there is nobody to give it to.
      answerRequest(iq).catch((error: unknown) => log.info('IQ not answered', { reason: reasonOf(error) }));
    } else if (!answered(iq)) log.info('IQ answer that was not asked for', { type });
  }

  function offer(stanza: Element, slot: Slot): void {
    const presence = stanza.is('presence');
    for (const feature of features) {
      const holds: Hold[] = [];
      const hold = () => {
        if (presence) return nothing;
        const hold = slot.hold();
        holds.push(hold);
        return hold;
      };
      try {
        if (feature.receive?.({ stanza, hold } satisfies Incoming) === true) return;
      } catch (error) {
        log.warn('feature failed', { feature: feature.name, hook: 'receive', reason: reasonOf(error) });
        // What it held nobody will release; the stanza would be sent again for ever and fail each time. The archive has it.
        for (const each of holds) each.release();
        return;
      }
    }
  }

  return (stanza, slot) => {
    const { from } = stanza.attrs;
    if (from !== undefined && jidOf(from) === undefined) log.warn('stanza with a malformed sender skipped');
    else if (stanza.is('iq')) takeIq(stanza);
    else offer(stanza, slot);
    slot.handled();
  };
}

const nothing: Hold = { handOver: () => undefined, release: () => {} };
