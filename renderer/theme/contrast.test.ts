import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const OKLCH = /oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/;

const SURFACES = ['rail', 'list', 'page', 'float', 'selected'];
const TEXT_ON: Record<string, readonly string[]> = {
  text: [...SURFACES, 'field', 'bubble-own', 'bubble-other', 'accent-soft', 'danger-soft', 'warning-soft'],
  'text-quiet': [...SURFACES, 'field', 'bubble-own', 'bubble-other'],
  link: [...SURFACES, 'bubble-own', 'bubble-other'],
  'accent-text': [...SURFACES, 'accent-soft', 'bubble-own'],
  'on-accent': ['accent', 'accent-hover'],
  'on-danger': ['danger', 'danger-hover'],
  'danger-text': ['list', 'page', 'float', 'danger-soft', 'selected', 'bubble-own'],
  'warning-text': ['list', 'page', 'float', 'warning-soft'],
  'success-text': ['list', 'page', 'float'],
};
const SHAPES = ['chat', 'online', 'away', 'xa', 'dnd', 'offline'].map((name) => `presence-${name}`);

describe.each(['light', 'dark'] as const)('contrast in %s', (theme) => {
  const pairs = Object.entries(TEXT_ON).flatMap(([text, grounds]) => grounds.map((ground) => [text, ground] as const));
  it.each(pairs)('%s on %s is read: 4.5', (text, ground) => {
    expect(contrast(token(text, theme), token(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });

  const shapes = [...SHAPES, 'focus', 'accent', 'control', 'danger'].flatMap((shape) =>
    SURFACES.map((ground) => [shape, ground] as const),
  );
  it.each(shapes)('%s on %s is seen: 3', (shape, ground) => {
    expect(contrast(token(shape, theme), token(ground, theme))).toBeGreaterThanOrEqual(3);
  });
});

function token(name: string, theme: 'light' | 'dark'): number {
  const value = new RegExp(`--${name}: light-dark\\((.+)\\);`).exec(css)?.[1];
  const half = value?.split(/, (?=oklch)/)[theme === 'light' ? 0 : 1];
  const [, lightness, chroma, hue] = OKLCH.exec(half ?? '') ?? [];
  if (lightness === undefined) throw new Error(`no opaque colour --${name} in ${theme}`);
  return luminance(Number(lightness), Number(chroma), (Number(hue) * Math.PI) / 180);
}

/** Relative luminance (WCAG 2.2) of an OKLCH colour, by Ottosson's matrices to linear sRGB. */
function luminance(lightness: number, chroma: number, hue: number): number {
  const a = chroma * Math.cos(hue);
  const b = chroma * Math.sin(hue);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((channel) => Math.min(1, Math.max(0, channel)));
  const [red = 0, green = 0, blue = 0] = linear;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}
