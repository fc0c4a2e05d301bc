/** Stream management, XEP-0198 1.6: its elements read and written. The counters are in the two files beside. */
import { type Element, xml } from '@xmpp/xml';

export const SM_NS = 'urn:xmpp:sm:3';

/** What resuming a session takes; kept with the messages later, so that a killed app resumes, too. */
export interface Resumption {
  readonly id: string;
  /** Stanzas of the server that are safe with us. */
  readonly h: number;
  /** Where the server would like to be reached for it: `host`, `host:port` or `[address]:port`. */
  readonly location?: string;
  /** s that the server keeps a broken session. */
  readonly max?: number;
}

export interface Enabled {
  /** Missing: acknowledgements only, the session can't be resumed. */
  readonly id?: string;
  readonly location?: string;
  readonly max?: number;
}

export const offersStreamManagement = (features: Element) => features.getChild('sm', SM_NS) !== undefined;

export const enable = () => xml('enable', { xmlns: SM_NS, resume: 'true' });
export const resume = ({ id, h }: Resumption) => xml('resume', { xmlns: SM_NS, previd: id, h });
export const acknowledgement = (h: number) => xml('a', { xmlns: SM_NS, h });
export const requestAcknowledgement = () => xml('r', { xmlns: SM_NS });

export function readEnabled(element: Element): Enabled {
  const { id, resume: resumable, location, max } = element.attrs;
  const seconds = readCount(max);
  return {
    ...(id !== undefined && (resumable === 'true' || resumable === '1') ? { id } : {}),
    ...(location === undefined ? {} : { location }),
    ...(seconds === undefined ? {} : { max: seconds }),
  };
}

/** An unsigned 32 bit number, or nothing when it is missing or malformed. */
export function readCount(text: string | undefined): number | undefined {
  if (text === undefined || !/^[0-9]{1,10}$/.test(text)) return undefined;
  const count = Number(text);
  return count < 2 ** 32 ? count : undefined;
}
