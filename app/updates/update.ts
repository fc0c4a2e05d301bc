/** How far a newer version of Kith is. The person decides each step; nothing is fetched or put in place unasked. */

/** Why this copy of Kith does not update itself. */
export type UpdatesElsewhere =
  /** It runs in an installed browser, from its sources. */
  | 'browser'
  /** The system's package manager, a store or an administrator brings new versions. */
  | 'system'
  /** It was unpacked, or built without a place to look at. */
  | 'by-hand';

export interface Update {
  readonly version: string;
  /** Plain text (see notes.ts); may be empty. */
  readonly notes: string;
  /** Bytes to fetch at most; absent where the source does not say. */
  readonly size?: number;
}

export const UPDATE_PROBLEMS = ['unreachable', 'answer', 'spoiled', 'no-room', 'not-allowed', 'other'] as const;
/**
 * `unreachable`: no connection to the source, or it broke. `answer`: what the source says makes no sense. `spoiled`: what
 * came is not what was announced, or not signed as it should be. `no-room`, `not-allowed`: the disk, the folder's rights.
 */
export type UpdateProblem = (typeof UPDATE_PROBLEMS)[number];

export type UpdateState =
  | { readonly phase: 'elsewhere'; readonly why: UpdatesElsewhere }
  /** `lookedAt`: when nothing newer was found, epoch ms; null: not in this run. */
  | { readonly phase: 'idle'; readonly lookedAt: number | null }
  | { readonly phase: 'checking' }
  | { readonly phase: 'available'; readonly update: Update }
  /** `share`: 0 to 1. */
  | { readonly phase: 'downloading'; readonly update: Update; readonly share: number }
  /** It is put in place when Kith ends; `restarting`: which it is about to. */
  | { readonly phase: 'ready'; readonly update: Update; readonly restarting: boolean }
  /** Without `update` it was looking for one that failed. */
  | { readonly phase: 'failed'; readonly problem: UpdateProblem; readonly update?: Update };
