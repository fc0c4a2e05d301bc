import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { consistentHue } from './consistent-hue.ts';
import { sha1 } from './sha1.ts';

// XEP-0392 section 13.2, "Test Vectors".
it.each([
  ['Romeo', 327.255249],
  ['juliet@capulet.lit', 209.4104],
  ['\u{1F63A}', 331.199341],
  ['council', 359.994507],
])('gives %s its hue', (text, hue) => {
  expect(consistentHue(text)).toBeCloseTo(hue, 5);
});

it('hashes as SHA-1 does at every length around a block', () => {
  for (let length = 0; length < 130; length++) {
    const text = '가'.repeat(length % 3) + 'x'.repeat(length);
    expect(Buffer.from(sha1(text)).toString('hex')).toBe(createHash('sha1').update(text).digest('hex'));
  }
});
