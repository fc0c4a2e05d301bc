import { describe, expect, it } from 'vitest';
import { matcherOf } from './filter.ts';

describe('the filter', () => {
  const cases: [query: string, text: string, found: boolean][] = [
    ['', 'anybody', true],
    ['MIN', 'Jasmin Park', true],
    ['jose', 'José García', true],
    ['park mina', 'Mina Park mina@example.org', true],
    ['park minb', 'Mina Park', false],
    ['민아', '박민아', true],
    ['ㅂㅁㅇ', '박민아', true],
    ['ㅁㅇ', '박민아', true],
    ['ㅁㅂ', '박민아', false],
    ['李', '李明', true],
    ['ｌｉ', 'Li Ming', true],
    ['민아', '박민아'.normalize('NFD'), true],
    ['@example', 'Ann ann@example.org', true],
  ];
  it.each(cases)('"%s" in "%s": %s', (query, text, found) => {
    expect(matcherOf(query)(text)).toBe(found);
  });
});
