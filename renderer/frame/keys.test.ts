import { describe, expect, it } from 'vitest';
import { isPressed, type KeyPress, shownKeys } from './keys.ts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

describe('isPressed', () => {
  it('takes Control here and Command on a Mac', () => {
    expect(isPressed('Mod+K', press('k', { ctrlKey: true }), false)).toBe(true);
    expect(isPressed('Mod+K', press('k', { metaKey: true }), false)).toBe(false);
    expect(isPressed('Mod+K', press('k', { metaKey: true }), true)).toBe(true);
    expect(isPressed('Mod+K', press('k', { ctrlKey: true }), true)).toBe(false);
  });

  it('wants exactly the modifiers', () => {
    expect(isPressed('Mod+F', press('F', { ctrlKey: true, shiftKey: true }), false)).toBe(false);
    expect(isPressed('Mod+Shift+F', press('F', { ctrlKey: true, shiftKey: true }), false)).toBe(true);
    expect(isPressed('Mod+K', press('k', { ctrlKey: true, altKey: true }), false)).toBe(false);
    expect(isPressed('F6', press('F6', { shiftKey: true }), false)).toBe(false);
    expect(isPressed('Shift+F6', press('F6', { shiftKey: true }), false)).toBe(true);
  });

  it('knows the place of a letter on keyboards that do not write Latin', () => {
    expect(isPressed('Mod+K', press('ㅏ', { code: 'KeyK', ctrlKey: true }), false)).toBe(true);
    expect(isPressed('Mod+K', press('t', { code: 'KeyK', ctrlKey: true }), false)).toBe(false);
  });

  it('takes a sign with or without Shift', () => {
    expect(isPressed('Mod+/', press('/', { ctrlKey: true, shiftKey: true }), false)).toBe(true);
    expect(isPressed('Mod+/', press('/', { ctrlKey: true }), false)).toBe(true);
    expect(isPressed('Mod+=', press('+', { ctrlKey: true, shiftKey: true }), false)).toBe(true);
    expect(isPressed('Mod+=', press('+', { ctrlKey: true }), false)).toBe(true);
  });
});

it('prints keys as the system does', () => {
  expect(shownKeys('Mod+Shift+A', false)).toBe('Ctrl+Shift+A');
  expect(shownKeys('Mod+Shift+A', true)).toBe('⌘⇧A');
  expect(shownKeys('Alt+ArrowUp', false)).toBe('Alt+↑');
});
