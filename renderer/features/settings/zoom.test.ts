import { expect, it } from 'vitest';
import { nextZoom } from './zoom.ts';

it('steps up and down, also from between two steps, and stops at the ends', () => {
  expect(nextZoom(100, 1)).toBe(110);
  expect(nextZoom(100, -1)).toBe(90);
  expect(nextZoom(95, 1)).toBe(100);
  expect(nextZoom(300, 1)).toBe(300);
  expect(nextZoom(50, -1)).toBe(50);
});
