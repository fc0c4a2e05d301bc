import { expect, test } from 'vitest';
import { findBrowser } from './find-browser.ts';

const find = (platform: NodeJS.Platform, env: Record<string, string>, ...there: string[]) =>
  findBrowser({ platform, env, isExecutable: async (path) => there.includes(path) });

test('Chromium comes before Chrome and Edge, wherever in the path it is', async () => {
  const env = { PATH: '/usr/local/bin::/usr/bin' };
  expect(await find('linux', env, '/usr/local/bin/google-chrome', '/usr/bin/chromium')).toBe('/usr/bin/chromium');
  expect(await find('linux', env, '/usr/bin/microsoft-edge')).toBe('/usr/bin/microsoft-edge');
  expect(await find('linux', env)).toBeUndefined();
});

test('the one that was asked for, or none', async () => {
  const env = { PATH: '/usr/bin', KITH_BROWSER: '/opt/chrome' };
  expect(await find('linux', env, '/opt/chrome', '/usr/bin/chromium')).toBe('/opt/chrome');
  expect(await find('linux', env, '/usr/bin/chromium')).toBeUndefined();
});

test('macOS and Windows have their own places', async () => {
  const mac = '/Users/ann/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge';
  expect(await find('darwin', { HOME: '/Users/ann' }, mac)).toBe(mac);
});
