import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { type ArgumentSurroundings, defaultDataDir, parseArguments, secondStart } from './arguments.ts';

const linux: ArgumentSurroundings = { env: {}, platform: 'linux', home: '/home/ann', version: '1.2.3' };
const run = { kind: 'run', dataDir: '/home/ann/.local/share/kith', hidden: false, links: [] };

test('nothing given: the usual folder, a visible window', () => {
  expect(parseArguments([], linux)).toEqual(run);
});

test('every option, in both spellings', () => {
  const argv = [
    '--data-dir',
    'd',
    '--hidden',
    '--chat=3f-2a',
    '--ca=ca.pem',
    '--demo',
    'demo.json',
    '--remote-debugging-port=9222',
  ];
  expect(parseArguments([...argv, 'xmpp:ben@example.org?message'], linux)).toEqual({
    kind: 'run',
    dataDir: resolve('d'),
    hidden: true,
    ca: resolve('ca.pem'),
    demo: resolve('demo.json'),
    debuggingPort: 9222,
    links: ['xmpp:ben@example.org?message'],
    chat: '3f-2a',
  });
});

test('help and version are printed', () => {
  expect(parseArguments(['--version'], linux)).toEqual({ kind: 'print', text: 'Kith 1.2.3\n' });
  const help = parseArguments(['--hidden', '--help'], linux);
  expect(help.kind === 'print' && help.text).toContain('--data-dir DIR');
});

test.each([
  [['--hiden'], '--hiden'],
  [['--data-dir'], 'data-dir'],
  [['--data-dir='], 'needs a path'],
  [['--hidden=yes'], 'hidden'],
  [['--remote-debugging-port', '0'], '1 to 65535'],
  [['--remote-debugging-port', '9222x'], '1 to 65535'],
  [['notes.txt'], 'notes.txt'],
  [['--demo', 'demo.json'], '--data-dir'],
])('%j is refused in one line', (argv, part) => {
  const answer = parseArguments(argv, linux);
  expect(answer.kind).toBe('wrong');
  const text = answer.kind === 'wrong' ? answer.text : '';
  expect(text).toContain(part);
  expect(text).toMatch(/^kith: [^\n]+\n$/);
});

test('flags of the shell are passed over, others of that look are not', () => {
  const electron = { ...linux, isForeign: (flag: string) => flag === '--no-sandbox' };
  expect(parseArguments(['--no-sandbox'], electron)).toEqual(run);
  expect(parseArguments(['--no-sandbags'], electron).kind).toBe('wrong');
});

test('a second start is read leniently', () => {
  expect(secondStart(['--type=x', '--hidden', 'XMPP:ben@example.org', '/tmp'])).toEqual({
    hidden: true,
    links: ['XMPP:ben@example.org'],
  });
  expect(secondStart(['--chat=3f-2a'])).toEqual({ hidden: false, links: [], chat: '3f-2a' });
});

test('each system has its folder', () => {
  expect(defaultDataDir({ ...linux, env: { XDG_DATA_HOME: '/data' } })).toBe('/data/kith');
  expect(defaultDataDir({ ...linux, env: { XDG_DATA_HOME: 'data' } })).toBe('/home/ann/.local/share/kith');
  expect(defaultDataDir({ ...linux, platform: 'darwin' })).toBe('/home/ann/Library/Application Support/Kith');
  expect(defaultDataDir({ ...linux, platform: 'win32', env: { LOCALAPPDATA: '/local' } })).toBe('/local/Kith');
});
