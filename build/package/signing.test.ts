import { expect, test } from 'vitest';
import { forgetEmpty, signing } from './signing.ts';

test('a secret that is not there is none', () => {
  const env = { CSC_LINK: '', WIN_CSC_LINK: 'x', PATH: '' };
  forgetEmpty(env);
  expect(env).toEqual({ WIN_CSC_LINK: 'x', PATH: '' });
});

test('who signs is said by the environment, and what is missing is said in words', () => {
  expect(signing('linux', {})).toEqual({ config: {}, missing: undefined });
  expect(signing('win32', {}).missing).toMatch('not signed');
  expect(signing('win32', { WIN_CSC_LINK: 'x' })).toEqual({ config: {}, missing: undefined });
  expect(signing('darwin', {}).config.mac).toEqual({ identity: '-', hardenedRuntime: false, notarize: false });
  // With a certificate everything stays as electron-builder.yml has it.
  expect(signing('darwin', { CSC_LINK: 'x' })).toEqual({ config: {}, missing: expect.stringMatching('not notarised') });
  expect(signing('darwin', { CSC_NAME: 'x', APPLE_API_KEY: 'x' })).toEqual({ config: {}, missing: undefined });
});
