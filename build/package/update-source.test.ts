import { expect, test } from 'vitest';
import { updateSource } from './update-source.ts';

test('packages look for updates where they were told to, over TLS only, or not at all', () => {
  expect(updateSource(undefined)).toBeUndefined();
  expect(updateSource('')).toBeUndefined();
  expect(updateSource('github:kith-im/kith')).toEqual({ provider: 'github', owner: 'kith-im', repo: 'kith' });
  expect(updateSource('https://kith.example/updates')).toEqual({
    provider: 'generic',
    url: 'https://kith.example/updates',
  });
  for (const wrong of ['http://kith.example', 'github:kith', 'kith.example', 'file:///x']) {
    expect(() => updateSource(wrong), wrong).toThrow('KITH_UPDATES');
  }
});
