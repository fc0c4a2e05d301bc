import { describe, expect, it } from 'vitest';
import { linkParts } from './links.ts';

const links = (text: string) =>
  linkParts(text).flatMap(({ text: shown, url }) => (url === undefined ? [] : [shown === url ? url : [shown, url]]));

describe('a link', () => {
  it.each([
    ['see https://example.org/a?b=c#d.', ['https://example.org/a?b=c#d']],
    ['(http://example.org)', ['http://example.org']],
    ['example.org', [['example.org', 'https://example.org']]],
    ['www.example.org/a_(b)', [['www.example.org/a_(b)', 'https://www.example.org/a_(b)']]],
    ['write to ann@example.org', [['ann@example.org', 'mailto:ann@example.org']]],
    ['xmpp:ann@example.org?message, or', ['xmpp:ann@example.org?message']],
    ['https://例子.测试/路径', ['https://例子.测试/路径']],
  ])('is found in %j', (text, expected) => expect(links(text)).toEqual(expected));

  it.each([
    ['看https://example.org/a，好', ['https://example.org/a']],
    ['见（https://example.org/路径）。', ['https://example.org/路径']],
    ['https://example.org을 보세요', ['https://example.org']],
    ['ann@example.org에게', [['ann@example.org', 'mailto:ann@example.org']]],
    ['https://ko.wikipedia.org/wiki/한국어', ['https://ko.wikipedia.org/wiki/한국어']],
  ])('is found in %j, where no space sets it off', (text, expected) => expect(links(text)).toEqual(expected));

  it.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'ftp://example.org/',
    '//example.org/path',
    'data:text/html,x',
    'readme.md and run.sh',
    '1.2.3 at 10:30',
  ])('is nothing in %j', (text) => expect(links(text)).toEqual([]));

  it('does not lead where its disguise hides', () => {
    expect(links('https://bank.example@evil.example/')).toEqual(['https://bank.example']);
    expect(links('https://bank.example:pw@evil.example/').join()).not.toContain('evil');
  });
});

it('loses no character', () => {
  const text = '看https://example.org，a b@example.org! run.sh c\n';
  const shown = linkParts(text).map((part) => part.text);
  expect(shown.join('')).toBe(text);
});
