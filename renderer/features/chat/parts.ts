/** What the actions of a chat work with; a test gives its own. */
import type { Args, CommandName, Result } from '../../../app/contract/contract.ts';
import type { Outcome } from '../../../app/fault.ts';
import type { BareJid } from '../../../app/jid.ts';
import type { KithDatabase } from '../../data/db.ts';

export interface ChatParts {
  readonly db: KithDatabase;
  readonly call: <N extends CommandName>(name: N, args: Args<N>) => Promise<Outcome<Result<N>>>;
  /** Epoch ms. */
  readonly now: () => number;
  /** A new origin-id. */
  readonly newId: () => string;
  /** The database refused: the person is told. */
  readonly notStored: (error: unknown) => void;
}

/** The key of a conversation. */
export interface ConversationId {
  readonly account: BareJid;
  readonly peer: BareJid;
}
