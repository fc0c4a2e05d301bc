/** What a person is told about an account's connection. Live, never stored. */
import type { Fault } from '../fault.ts';

export type ConnectingStep = 'resolving' | 'connecting' | 'securing' | 'signing-in' | 'binding';

export type ConnectionState =
  /** Not connected and not trying, because the person said so (or nobody asked yet). */
  | { readonly phase: 'offline' }
  | { readonly phase: 'connecting'; readonly step: ConnectingStep }
  /** Signed in; what was missed is being fetched. */
  | { readonly phase: 'catching-up' }
  | { readonly phase: 'online' }
  /** Lost or not reached; the next try is at `nextAttempt` (epoch ms). */
  | { readonly phase: 'waiting'; readonly nextAttempt: number; readonly fault: Fault }
  /** Trying again by itself would not help: the person has to do something. */
  | { readonly phase: 'stopped'; readonly fault: Fault };
