import { expect, it } from 'vitest';
import { bareOf } from './jid.ts';

/** Every code point from `first` to `last` that the pattern knows. */
function characters(pattern: RegExp, first: number, last: number): string[] {
  const all = Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index));
  return all.filter((character) => pattern.test(character));
}

it('normalises what is normalised no further, whatever letters and marks it is made of', () => {
  const marks = ['', ...characters(/\p{M}/u, 0x300, 0x36f)];
  const cased = characters(/\p{L}/u, 0x41, 0x24ff).filter((letter) => letter.toLowerCase() !== letter.toUpperCase());
  const others = characters(/[\p{L}\p{N}]/u, 0xa0, 0x1ffff);
  const names = [...cased.flatMap((letter) => marks.map((mark) => `x${letter}${mark}`)), ...others];
  const unstable = names.flatMap((name) =>
    [bareOf(`${name}@example.org`), bareOf(`${name}.org`)].filter((jid) => jid !== undefined && bareOf(jid) !== jid),
  );
  expect(unstable).toEqual([]);
});

it('composes again what lower case takes apart', () => {
  expect(bareOf('xJ\u030C@xJ\u030C.org')).toBe('x\u01F0@x\u01F0.org');
});
