/**
 * Serves the contract over a shell's wire. The shell has checked who calls; here the name and the arguments are checked
 * before a handler sees them, and whatever a handler throws becomes a fault.
 */
import * as v from 'valibot';
import { type Args, type CommandName, commands, type Result } from '../../app/contract/contract.ts';
import { FaultError, faultOf, type Outcome } from '../../app/fault.ts';
import { type Log, reasonOf } from '../log.ts';

/** What answers each command: the value, or a FaultError thrown. */
export type Handlers = { readonly [N in CommandName]: (args: Args<N>) => Result<N> | Promise<Result<N>> };

export interface CallSource {
  onCall(handler: (name: string, args: unknown) => Promise<unknown>): () => void;
}

export function serve(source: CallSource, handlers: Handlers, log: Log): () => void {
  return source.onCall((name, args) => answer(handlers, name, args, log));
}

async function answer(handlers: Handlers, name: string, args: unknown, log: Log): Promise<Outcome<unknown>> {
  if (!isCommand(name)) {
    log.warn('unknown command refused', { name: name.slice(0, 100) });
    return { ok: false, fault: { kind: 'unsupported', what: 'command' } };
  }
  const checked = v.safeParse(commands[name].args as v.GenericSchema, args);
  if (!checked.success) {
    log.warn('command with bad arguments refused', { name, at: v.getDotPath(checked.issues[0]) ?? '' });
    return { ok: false, fault: { kind: 'invalid', field: 'arguments', problem: 'malformed' } };
  }
  try {
    // The name picks schema and handler alike, which TypeScript can't follow through a union of names.
    const handler = handlers[name] as (args: unknown) => unknown;
    return { ok: true, value: (await handler(checked.output)) ?? null };
  } catch (error) {
    if (!(error instanceof FaultError)) log.warn('command failed', { name, reason: reasonOf(error) });
    return { ok: false, fault: faultOf(error) };
  }
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}
