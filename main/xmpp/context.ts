import type { DurableEvent, LiveEvent } from '../../app/contract/contract.ts';
import type { AccountCache } from '../../app/contract/sync.ts';
import type { BareJid } from '../../app/jid.ts';
import type { Settings } from '../../app/settings/settings.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';

/** What every protocol feature is given beside its own collaborators. */
export interface FeatureContext {
  readonly account: BareJid;
  readonly clock: Clock;
  readonly log: Log;
  /** A new id that nobody can guess (an origin-id, a query id). */
  readonly newId: () => string;
  readonly settings: () => Settings;
  /** What the page has stored of the account, as it was when this session began. */
  readonly stored: () => AccountCache;
  readonly live: (event: LiveEvent) => void;
  /** `stored` is called once the page has committed the event. */
  readonly durable: (event: DurableEvent, stored?: () => void) => void;
}
