/** A newer version of Kith: told, never forced. */
import * as v from 'valibot';
import type { UpdateState } from '../updates/update.ts';
import { command } from './define.ts';

const nothing = v.strictObject({});

export const updateCommands = {
  'updates/state': command<Record<never, never>, UpdateState>(nothing),
  /** Looks now; what comes of it is told by `updates/changed`, of this and of the next three. */
  'updates/check': command(nothing),
  /** Fetches the version that was found. */
  'updates/download': command(nothing),
  'updates/cancel': command(nothing),
  /** Ends Kith, puts the fetched version in place and starts it. */
  'updates/restart': command(nothing),
};

export type UpdateEvent = { readonly type: 'updates/changed'; readonly state: UpdateState };
