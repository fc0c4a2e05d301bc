import { describe, expect, it } from 'vitest';
import { emojiCount } from '../../../app/chat/emoji.ts';
import { findEmoji, loadEmoji } from './emoji-names.ts';

describe('the names of emoji', () => {
  it.each([
    ['en', 'thumbs up', '👍'],
    ['zh', '拇指向上', '👍'],
    ['ko', '고양이', '🐱'],
    ['en', 'red heart', '❤️'],
  ] as const)('in %s: %s', async (language, text, emoji) => {
    const found = findEmoji(await loadEmoji(language), text).map((each) => each.emoji);
    expect(found.slice(0, 12)).toContain(emoji);
  });

  it('finds by every word, the name first', async () => {
    const groups = await loadEmoji('en');
    expect(findEmoji(groups, 'cat')[0]?.name).toMatch(/^cat/);
    expect(findEmoji(groups, 'cat joy')).not.toContainEqual(expect.objectContaining({ emoji: '🐈' }));
    expect(findEmoji(groups, 'no such thing')).toEqual([]);
  });

  it('are each one emoji to the rest of Kith, too', async () => {
    const all = (await loadEmoji('en')).flatMap((group) => group.emoji);
    expect(all.length).toBeGreaterThan(1800);
    expect(all.filter(({ emoji }) => emojiCount(emoji) !== 1)).toEqual([]);
  });
});
