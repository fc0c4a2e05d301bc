/** The emoji that can be chosen, with their names in the person's language; read when somebody first looks for one. */
import type { CompactEmoji, MessagesDataset } from 'emojibase';
import { mark } from '../../../app/i18n/pseudo.ts';
import type { Language } from '../../../app/settings/settings.ts';

export interface NamedEmoji {
  readonly emoji: string;
  readonly name: string;
  readonly tags: readonly string[];
}

export interface EmojiGroup {
  readonly name: string;
  readonly emoji: readonly NamedEmoji[];
}

/** Skin tones and hair as parts of other emoji, which nobody writes by themselves. */
const PARTS = 'component';

const FILES = {
  en: () => both(import('emojibase-data/en/compact.json'), import('emojibase-data/en/messages.json')),
  zh: () => both(import('emojibase-data/zh/compact.json'), import('emojibase-data/zh/messages.json')),
  ko: () => both(import('emojibase-data/ko/compact.json'), import('emojibase-data/ko/messages.json')),
};

type Files = readonly [readonly CompactEmoji[], MessagesDataset];

async function both(
  compact: Promise<{ readonly default: unknown }>,
  messages: Promise<{ readonly default: unknown }>,
): Promise<Files> {
  return [(await compact).default as CompactEmoji[], (await messages).default as MessagesDataset];
}

const loaded = new Map<Language, Promise<readonly EmojiGroup[]>>();

export function loadEmoji(language: Language): Promise<readonly EmojiGroup[]> {
  const before = loaded.get(language);
  if (before !== undefined) return before;
  const known = language === 'zh' || language === 'ko' ? language : 'en';
  const now = FILES[known]().then((files) => groupsOf(files, language === 'pseudo' ? mark : (text) => text));
  loaded.set(language, now);
  // A chunk that could not be read is asked for again the next time.
  now.catch(() => loaded.delete(language));
  return now;
}

function groupsOf([compact, { groups }]: Files, shown: (text: string) => string): EmojiGroup[] {
  return groups
    .filter((group) => group.key !== PARTS)
    .map((group) => ({
      name: shown(group.message),
      emoji: compact
        .filter((each) => each.group === group.order)
        .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
        .map((each) => ({ emoji: plainest(each.unicode), name: shown(each.label), tags: each.tags ?? [] })),
    }))
    .filter((group) => group.emoji.length > 0);
}

/** The data has a variation selector on everything; what is shown as a picture by itself is sent without, as others do. */
function plainest(emoji: string): string {
  const plain = emoji.replaceAll('\u{FE0F}', '');
  return /^\p{RGI_Emoji}$/v.test(plain) ? plain : emoji;
}

/** Those whose name or tags have every word of the text; names that begin with it come first. */
export function findEmoji(groups: readonly EmojiGroup[], text: string): NamedEmoji[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = groups
    .flatMap((group) => group.emoji)
    .flatMap((each) => {
      const name = each.name.toLowerCase();
      const isFound = words.every((word) => name.includes(word) || each.tags.some((tag) => tag.includes(word)));
      if (!isFound) return [];
      const first = words[0] ?? '';
      return [{ each, rank: name.startsWith(first) ? 0 : each.tags.includes(first) ? 1 : 2 }];
    });
  return found.sort((a, b) => a.rank - b.rank).map(({ each }) => each);
}
