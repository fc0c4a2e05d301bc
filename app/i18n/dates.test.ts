import { describe, expect, it } from 'vitest';
import { createTranslator } from './translator.ts';

const at = (day: string, time = '14:05') => new Date(`${day}T${time}:00`).getTime();
const now = at('2026-03-11', '09:00'); // a Wednesday
const en = createTranslator('en');

describe('day lines', () => {
  it.each([
    ['2026-03-11', 'Today'],
    ['2026-03-10', 'Yesterday'],
    ['2026-03-06', 'Friday'],
    ['2026-03-04', 'March 4'],
    ['2025-12-31', 'December 31, 2025'],
    ['2026-03-12', 'March 12'],
  ])('%s is %s', (day, line) => {
    expect(en.dayLine(at(day), now)).toBe(line);
  });

  it('counts calendar days, not hours', () => {
    expect(en.dayLine(at('2026-03-10', '23:59'), at('2026-03-11', '00:01'))).toBe('Yesterday');
  });

  it('speaks Chinese and Korean', () => {
    expect(createTranslator('zh').dayLine(at('2026-03-10'), now)).toBe('昨天');
    expect(createTranslator('ko').dayLine(at('2026-03-11'), now)).toBe('오늘');
    expect(createTranslator('ko').dayLine(at('2025-12-31'), now)).toBe('2025년 12월 31일');
  });
});

describe('times in lists', () => {
  it.each([
    ['2026-03-11', '2:05 PM'],
    ['2026-03-10', 'Yesterday'],
    ['2026-03-06', 'Fri'],
    ['2026-02-01', 'Feb 1'],
    ['2025-12-31', '12/31/25'],
  ])('%s is %s', (day, text) => {
    expect(plainSpaces(en.listTime(at(day), now))).toBe(text);
  });

  it('follows the region of the system where it speaks the same language', () => {
    expect(createTranslator('en', ['de-DE', 'en-GB']).time(at('2026-03-11'))).toBe('14:05');
    expect(plainSpaces(createTranslator('en', ['C', 'en_US.UTF-8']).time(at('2026-03-11')))).toBe('2:05 PM');
  });
});

it('joins names', () => {
  expect(en.names(['Ann', 'Ben', 'Cleo'])).toBe('Ann, Ben, and Cleo');
  expect(createTranslator('zh').names(['安', '本'])).toBe('安和本');
});

/** Versions of the language data differ in which space stands before AM and PM. */
function plainSpaces(text: string): string {
  return text.replace(/\s/gu, ' ');
}
