/** A place to try features in: stanzas go in as text, events and stanzas come out as lists. */
import type { Element } from '@xmpp/xml';
import type { DurableEvent, LiveEvent } from '../../../app/contract/contract.ts';
import { type AccountCache, emptyCache } from '../../../app/contract/sync.ts';
import { FaultError } from '../../../app/fault.ts';
import { bareJid, type FullJid } from '../../../app/jid.ts';
import { defaultSettings, type Settings } from '../../../app/settings/settings.ts';
import { parseXml as parse } from '../../../e2e/xml.ts';
import type { FeatureContext } from '../context.ts';
import type { Feature, Incoming, Session } from '../feature.ts';
import { readStanzaError } from '../stanza-error.ts';

export const ann = bareJid('ann@example.org');
export const ben = bareJid('ben@example.org');
export const noon = Date.UTC(2026, 0, 1, 12);

export interface FeatureBench {
  readonly context: FeatureContext;
  readonly session: Session;
  /** Durable and live events so far, in order. */
  readonly durable: DurableEvent[];
  readonly live: LiveEvent[];
  /** Stanzas sent, as text. */
  readonly sent: string[];
  /** What the log warned of. */
  readonly warnings: string[];
  /** Says that the page has stored everything so far. */
  store(): void;
  /** Gives a message or presence to a feature; whether it was the feature's. */
  receive(feature: Feature, stanza: string): boolean;
  /** Gives an IQ request to a feature; its answer as text, `refused: condition`, or undefined where nobody answers. */
  ask(feature: Feature, iq: string): Promise<string | undefined>;
  /** Answers the next requests that hold this text; by default they get an empty result. */
  answerTo(part: string, answer: string | (() => string)): void;
  setCache(cache: Partial<AccountCache>): void;
  /** Changes settings of the person. */
  set(settings: Partial<Settings>): void;
  /** How many stanzas are held back from acknowledgement. */
  held(): number;
  /** Lets timers run out. */
  pass(ms: number): void;
}

export function featureBench(serverFeatures = '<features/>'): FeatureBench {
  const durable: DurableEvent[] = [];
  const live: LiveEvent[] = [];
  const sent: string[] = [];
  const warnings: string[] = [];
  const answers: [string, string | (() => string)][] = [];
  let stored: (() => void)[] = [];
  let cache = emptyCache(ann);
  let settings = defaultSettings;
  let now = noon;
  let timers: { at: number; call: () => void }[] = [];
  let ids = 0;
  let held = 0;

  function incoming(text: string): Incoming {
    const stanza = parse(text);
    return {
      stanza,
      hold() {
        held += 1;
        return {
          handOver: () => undefined,
          release() {
            held -= 1;
          },
        };
      },
    };
  }

  const session: Session = {
    account: ann,
    jid: 'ann@example.org/Kith' as FullJid,
    serverFeatures: parse(serverFeatures),
    send: (stanza) => void sent.push(stanza.toString()),
    async request(iq: Element) {
      const text = iq.toString();
      sent.push(text);
      const found = answers.find(([part]) => text.includes(part))?.[1] ?? '<iq type="result"/>';
      const answer = parse(typeof found === 'string' ? found : found());
      if (answer.attrs.type === 'error') throw new FaultError(readStanzaError(answer));
      return answer;
    },
  };

  return {
    durable,
    live,
    sent,
    warnings,
    session,
    context: {
      account: ann,
      clock: {
        now: () => now,
        elapsed: () => now,
        after(ms, call) {
          const timer = { at: now + ms, call };
          timers.push(timer);
          return () => {
            timers = timers.filter((each) => each !== timer);
          };
        },
      },
      log: { info: () => undefined, warn: (event) => void warnings.push(event) },
      newId: () => `id-${++ids}`,
      settings: () => settings,
      stored: () => cache,
      live: (event) => void live.push(event),
      durable(event, done) {
        durable.push(event);
        if (done !== undefined) stored.push(done);
      },
    },
    store() {
      const done = stored;
      stored = [];
      for (const each of done) each();
    },
    receive: (feature, stanza) => feature.receive?.(incoming(stanza)) ?? false,
    async ask(feature, text) {
      const iq = incoming(text);
      const [payload] = iq.stanza.getChildElements();
      const answer = feature.answers?.find(
        ({ type, name, ns }) => type === iq.stanza.attrs.type && payload?.is(name, ns),
      );
      if (answer === undefined || payload === undefined) return undefined;
      try {
        return (await answer.answer(payload, iq))?.toString() ?? '';
      } catch (error) {
        if (error instanceof FaultError && error.fault.kind === 'refused') return `refused: ${error.fault.condition}`;
        throw error;
      }
    },
    answerTo: (part, answer) => void answers.unshift([part, answer]),
    setCache(changes) {
      cache = { ...cache, ...changes };
    },
    set(changes) {
      settings = { ...settings, ...changes };
    },
    held: () => held,
    pass(ms) {
      now += ms;
      const due = timers.filter((timer) => timer.at <= now);
      timers = timers.filter((timer) => timer.at > now);
      for (const timer of due) timer.call();
    },
  };
}
