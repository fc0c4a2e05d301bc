/** What stands under a message: each emoji once, with those who chose it. */
import { type BareJid, type Jid, toBare } from '../jid.ts';
import type { Logged } from './logged.ts';

export interface Reaction {
  readonly emoji: string;
  readonly count: number;
  /** One of them is this account. */
  readonly own: boolean;
  /** Bare JIDs, in the order in which they chose it. */
  readonly from: readonly Jid[];
}

/** Clients differ in whether they write the variation selector (U+FE0F); the emoji is the same. */
export function isSameEmoji(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

function plain(emoji: string): string {
  return emoji.replaceAll('\u{FE0F}', '');
}

interface Use {
  readonly emoji: string;
  own: boolean;
  readonly from: BareJid[];
}

/** `said`: all that was said, in order. The last word of each counts; what stands longest comes first. */
export function summarize(said: readonly Logged<'reactions'>[]): Reaction[] {
  const valid = said.filter((entry) => entry.outbox !== 'failed');
  const last = new Map<BareJid, Logged<'reactions'>>();
  for (const entry of valid) last.set(toBare(entry.from), entry);
  const uses = new Map<string, Use>();
  for (const entry of valid) {
    const from = toBare(entry.from);
    const now = last.get(from)?.reactions ?? [];
    for (const emoji of entry.reactions) {
      if (!now.some((each) => isSameEmoji(each, emoji))) continue;
      const use = uses.get(plain(emoji)) ?? { emoji, own: false, from: [] };
      uses.set(plain(emoji), use);
      if (!use.from.includes(from)) use.from.push(from);
      use.own ||= entry.own;
    }
  }
  return [...uses.values()].map((use) => ({ ...use, count: use.from.length }));
}

/** The reactions of this account after `emoji` was pressed: it is added, or taken back. */
export function toggled(reactions: readonly Reaction[], emoji: string): string[] {
  const own = reactions.filter((reaction) => reaction.own).map((reaction) => reaction.emoji);
  const without = own.filter((each) => !isSameEmoji(each, emoji));
  return without.length < own.length ? without : [...own, emoji];
}
