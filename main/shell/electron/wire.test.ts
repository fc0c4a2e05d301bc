import { describe, expect, test } from 'vitest';
import { ORIGIN } from './origin.ts';
import { isOurPage } from './wire.ts';

describe('whose call it is', () => {
  const contents = { id: 7 };
  const frame = { url: `${ORIGIN}/`, parent: null };
  const event = (senderFrame: unknown, id = 7) => ({ senderFrame, sender: { id } }) as never;

  test.each([
    ['our page', event(frame), true],
    ['its path and query', event({ ...frame, url: `${ORIGIN}/index.html?x#y` }), true],
    ['a frame that is gone', event(null), false],
    ['another origin', event({ ...frame, url: 'https://example.org/' }), false],
    ['an origin that only begins like ours', event({ ...frame, url: `${ORIGIN}.example/` }), false],
    ['a frame inside our page', event({ ...frame, parent: frame }), false],
    ['another window', event(frame, 8), false],
  ])('%s: %#', (_what, given, expected) => {
    expect(isOurPage(given, contents)).toBe(expected);
  });

  test('the address of a frame that is gone is not even asked', () => {
    const gone = {
      senderFrame: null,
      get sender(): never {
        throw new Error('asked');
      },
    };
    expect(isOurPage(gone as never, contents)).toBe(false);
  });
});
