import { describe, expect, it } from 'vitest';
import { blocksOf } from './blocks.ts';
import { createComposing } from './composing.ts';
import { emojiCount } from './emoji.ts';
import { bodyOf, bodyProblem } from './outgoing.ts';

describe('emojiCount', () => {
  it.each([
    ['👍', 1],
    ['👨‍👩‍👧‍👦 ❤️\n🇰🇷', 3],
    ['👋🏽', 1],
    ['❤', 1],
    ['1️⃣', 1],
    ['ok 👍', 0],
    ['1', 0],
    ['안녕', 0],
    ['', 0],
    ['😀😀😀😀😀😀😀', 0],
  ])('of %j is %i', (text, count) => expect(emojiCount(text)).toBe(count));
});

describe('blocksOf', () => {
  it('tells code from text', () => {
    expect(blocksOf('see:\n```js\nlet a;\n\n  b\n```\nright?')).toEqual([
      { kind: 'text', text: 'see:' },
      { kind: 'code', text: 'let a;\n\n  b' },
      { kind: 'text', text: 'right?' },
    ]);
  });
  it('lets an open fence run to the end', () => {
    expect(blocksOf('```\na')).toEqual([{ kind: 'code', text: 'a' }]);
  });
  it('leaves text alone that only mentions fences', () => {
    expect(blocksOf('use ``` for code')).toEqual([{ kind: 'text', text: 'use ``` for code' }]);
  });
});

describe('an outgoing text', () => {
  it('keeps its lines and loses what XML can not carry', () => {
    expect(bodyOf('\r\n a\r\nb\u{0}\u{FFFF}\u{D800}😀 \n')).toBe(' a\nb😀');
  });
  it('is neither empty nor too long', () => {
    expect(bodyProblem(bodyOf(' \n '))).toBe('empty');
    expect(bodyProblem('a'.repeat(60_001))).toBe('too-long');
    expect(bodyProblem('a'.repeat(60_000))).toBeNull();
  });
});

describe('composing', () => {
  function started() {
    const told: string[] = [];
    let due: (() => void) | undefined;
    const composing = createComposing({
      tell: (state) => told.push(state),
      later: (run) => {
        due = run;
        return () => {
          if (due === run) due = undefined;
        };
      },
    });
    return { composing, told, pass: () => due?.() };
  }

  it('is told once, then the pause, then again', () => {
    const { composing, told, pass } = started();
    composing.changed('a');
    composing.changed('ab');
    pass();
    composing.changed('abc');
    expect(told).toEqual(['composing', 'paused', 'composing']);
  });
  it('ends without a word when the message goes', () => {
    const { composing, told, pass } = started();
    composing.changed('a');
    composing.sent();
    pass();
    composing.left();
    expect(told).toEqual(['composing']);
  });
  it('is taken back when the text is deleted, and paused when the conversation is left', () => {
    const { composing, told } = started();
    composing.changed('a');
    composing.changed('');
    composing.changed('b');
    composing.left();
    expect(told).toEqual(['composing', 'active', 'composing', 'paused']);
  });
});
