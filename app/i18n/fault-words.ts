/** Every fault in words: what happened, and what the person can do about it. */
import type { Fault } from '../fault.ts';
import type { JidProblem } from '../jid.ts';
import type { MessageArgs, MessageKey, Translate } from './translator.ts';

export interface FaultWords {
  readonly title: string;
  readonly advice: string;
  /** The server's own words, said to be such. They come from the network: short, and never alone. */
  readonly serverWords?: string;
}

export function faultWords(t: Translate, fault: Fault): FaultWords {
  const [key, args] = keyOf(fault);
  const words = { title: t(`${key}.title`, args), advice: t(`${key}.advice`, args) };
  const text = 'text' in fault ? fault.text?.trim().slice(0, 200) : undefined;
  return text === undefined || text === '' ? words : { ...words, serverWords: t('faults.serverSays', { text }) };
}

/** In one line, for a toast or under a message. */
export function faultLine(t: Translate, fault: Fault): string {
  const { title, serverWords } = faultWords(t, fault);
  return serverWords === undefined ? title : `${title} ${serverWords}`;
}

/** Why an address as it was typed can't be one. */
export function addressWords(t: Translate, problem: JidProblem): FaultWords {
  return faultWords(t, { kind: 'invalid', field: 'address', problem });
}

type FaultKey = MessageKey extends infer Key
  ? Key extends `${infer Head}.title`
    ? Head & `faults.${string}`
    : never
  : never;

function keyOf(fault: Fault): readonly [FaultKey, MessageArgs?] {
  switch (fault.kind) {
    case 'refused':
      return [`faults.refused.${fault.condition}`];
    case 'invalid':
      if (fault.field === 'address') return [`faults.address.${fault.problem}`];
      return [`faults.field.${fault.problem}`, { field: fault.field }];
    case 'unsupported':
      return ['faults.unsupported', { what: fault.what }];
    case 'no-server':
      return ['faults.no-server', { domain: fault.domain }];
    case 'unreachable':
      return [`faults.unreachable.${fault.reason}`, { host: fault.host, port: String(fault.port) }];
    case 'proxy':
      return [`faults.proxy.${fault.problem}`, { host: fault.host, port: String(fault.port), server: fault.server }];
    case 'credentials':
      return [`faults.credentials.${fault.reason}`];
    case 'certificate':
      return [`faults.certificate.${fault.problem}`, { host: fault.host }];
    case 'no-mechanism':
      return ['faults.no-mechanism', { offered: fault.offered.join(', ') || 'none' }];
    case 'stream':
      return ['faults.stream', { condition: fault.condition }];
    case 'storage':
      return [`faults.storage.${fault.problem}`];
    default:
      return [`faults.${fault.kind}`];
  }
}
