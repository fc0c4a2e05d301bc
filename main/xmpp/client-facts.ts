/** What anybody may ask a client: XEP-0092 Software Version 1.1, XEP-0202 Entity Time 2.0, XEP-0199 XMPP Ping 2.0.1. */
import { xml } from '@xmpp/xml';
import type { Clock } from '../clock.ts';
import type { Feature } from './feature.ts';

const VERSION = 'jabber:iq:version';
const TIME = 'urn:xmpp:time';
const PING = 'urn:xmpp:ping';

export function createClientFacts({ version, clock }: { version: string; clock: Clock }): Feature {
  return {
    name: 'client-facts',
    discloses: [VERSION, TIME, PING],
    answers: [
      {
        type: 'get',
        name: 'query',
        ns: VERSION,
        // "os" is left out: it is nobody's business (section 4: "MAY" be withheld).
        answer: () => xml('query', { xmlns: VERSION }, xml('name', {}, 'Kith'), xml('version', {}, version)),
      },
      {
        type: 'get',
        name: 'time',
        ns: TIME,
        answer() {
          const now = new Date(clock.now());
          return xml(
            'time',
            { xmlns: TIME },
            xml('tzo', {}, zoneOf(now)),
            xml('utc', {}, now.toISOString().replace(/\.\d+Z$/, 'Z')),
          );
        },
      },
      { type: 'get', name: 'ping', ns: PING, answer: () => undefined },
    ],
  };
}

/** `+01:00`, as XEP-0082 writes it. */
function zoneOf(date: Date): string {
  const minutes = -date.getTimezoneOffset();
  const pad = (n: number) => String(n).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}
