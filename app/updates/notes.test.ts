import { expect, it } from 'vitest';
import { plainNotes } from './notes.ts';

it('keeps the lines of a page and none of its markup', () => {
  const html = `<h2>What&rsquo;s new</h2>\r\n<p>Faster &amp; smaller.<br>Much.</p>
<ul>\n<li>One <b>bold</b> thing</li>\n<li><p>Another&nbsp;one &#8212; &#x4e2d;</p></li>\n</ul><p>Bye</p>`;
  expect(plainNotes(html)).toBe('What’s new\n\nFaster & smaller.\nMuch.\n• One bold thing\n• Another one — 中\n\nBye');
});

it('leaves plain text and Markdown as they are', () => {
  const text = '# 1.2\n\n- a < b and c > d\n- `x`';
  expect(plainNotes(text)).toBe(text);
});

it('shows nothing of scripts, comments, tags that never end, control and direction characters', () => {
  expect(plainNotes('a<script>alert(1)</script>b<!-- c -->d<style>e{}</style>')).toBe('abd');
  expect(plainNotes('a<script>alert(1)')).toBe('a');
  expect(plainNotes('a<img src=x onerror=alert(1)')).toBe('a');
  expect(plainNotes('a\u202eb\u0007c&#0;&#x202e;d&#xd800;')).toBe('abcd');
  // What is written as an entity is text, not markup.
  expect(plainNotes('&lt;b&gt;')).toBe('<b>');
});

it('ends somewhere', () => {
  expect(plainNotes('x'.repeat(100_000))).toHaveLength(20_001);
  // Tags that are begun and never ended take no longer than their number.
  expect(plainNotes('<script>'.repeat(10_000))).toBe('');
});
