/**
 * How a slice of the contract is written: a value per command, whose schema checks the arguments at run time and
 * gives their type. Events are unions of plain objects, discriminated by `type`.
 */
import * as v from 'valibot';
import { type BareJid, bareOf, type Jid, jidOf } from '../jid.ts';

declare const result: unique symbol;

/** A request of the renderer that main answers with an Outcome. */
export interface Command<Args, Result> {
  readonly args: v.GenericSchema<unknown, Args>;
  readonly [result]?: Result;
}

export function command<Args, Result = null>(args: v.GenericSchema<unknown, Args>): Command<Args, Result> {
  return { args };
}

export type ArgsOf<C> = C extends Command<infer Args, infer _> ? Args : never;
export type ResultOf<C> = C extends Command<infer _, infer Result> ? Result : never;

/** The pieces that arguments are made of. Limits are generous for people and narrow for a broken page. */
export const bareJidArg = v.custom<BareJid>((value) => typeof value === 'string' && bareOf(value) === value);
export const jidArg = v.custom<Jid>((value) => typeof value === 'string' && jidOf(value) === value);
export const textArg = (bytes: number) => v.pipe(v.string(), v.maxLength(bytes));
/** UTF-16 units. */
export const LONGEST_NAME = 1024;
export const nameArg = textArg(LONGEST_NAME);
export const idArg = v.pipe(v.string(), v.minLength(1), v.maxLength(1024));
export const portArg = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65535));
/** RFC 7395, only encrypted. */
export const webSocketArg = v.pipe(textArg(2048), v.regex(/^wss:\/\/[^\s/@#]+(?:\/[^\s#]*)?$/i));
export const MOST_GROUPS = 500;
export const groupsArg = v.pipe(v.array(v.pipe(nameArg, v.minLength(1))), v.maxLength(MOST_GROUPS), v.readonly());
export const ofAccount = { account: bareJidArg };
