/** IQ requests that wait for their answer, RFC 6120 section 8.2.3. */
import type { Element } from '@xmpp/xml';
import { FaultError } from '../../app/fault.ts';
import { type BareJid, domainOf, type FullJid, jidOf, toBare } from '../../app/jid.ts';
import type { Clock } from '../clock.ts';
import { readStanzaError } from '../xmpp/stanza-error.ts';

export interface Requests {
  /** Waits for the answer to an IQ that has its id. Rejects with FaultError refused, timeout or offline. */
  wait(iq: Element, timeout: number): Promise<Element>;
  /** An IQ result or error. False when nobody waits for it, or somebody else sent it than was asked. */
  answer(iq: Element): boolean;
  /** The link broke: no answer can come, so the time stands still. */
  pause(): void;
  /** There is another link: every request has its whole time again (a resumption carries it there and the answer back). */
  proceed(): void;
  /** The session ended: nothing will be answered any more. */
  end(): void;
}

interface Waiting {
  readonly to: string | undefined;
  settle(outcome: Element | FaultError): void;
  startTime(): void;
  stopTime(): void;
}

export function createRequests(self: FullJid, clock: Clock): Requests {
  const waiting = new Map<string, Waiting>();
  let paused = false;
  return {
    wait(iq, timeout) {
      const id = iq.attrs.id ?? '';
      return new Promise((resolve, reject) => {
        let stopTime = () => {};
        const settle = (outcome: Element | FaultError) => {
          if (!waiting.delete(id)) return;
          stopTime();
          if (outcome instanceof FaultError) reject(outcome);
          else if (outcome.attrs.type === 'error') reject(new FaultError(readStanzaError(outcome)));
          else resolve(outcome);
        };
        const startTime = () => {
          stopTime();
          stopTime = clock.after(timeout, () => settle(new FaultError({ kind: 'timeout' })));
        };
        waiting.set(id, { to: iq.attrs.to, settle, startTime, stopTime: () => stopTime() });
        if (!paused) startTime();
      });
    },
    answer(iq) {
      const request = waiting.get(iq.attrs.id ?? '');
      if (request === undefined || !mayAnswer(request.to, iq.attrs.from, self)) return false;
      request.settle(iq);
      return true;
    },
    pause() {
      paused = true;
      for (const { stopTime } of waiting.values()) stopTime();
    },
    proceed() {
      paused = false;
      for (const { startTime } of waiting.values()) startTime();
    },
    end() {
      for (const { settle } of [...waiting.values()]) settle(new FaultError({ kind: 'offline' }));
    },
  };
}

/**
 * RFC 6120 section 8.1.2.1: a stanza without `from` is from the own account; only the own server can send one, so it
 * may also stand for that. What went to the own account may be answered by its bare JID or, by old servers, the full one.
 */
function mayAnswer(to: string | undefined, from: string | undefined, self: FullJid): boolean {
  const own: BareJid = toBare(self);
  const asked = to === undefined ? own : jidOf(to);
  const answering = from === undefined ? undefined : jidOf(from);
  if (from === undefined) return asked === own || asked === domainOf(own);
  return answering !== undefined && (answering === asked || (to === undefined && answering === self));
}
