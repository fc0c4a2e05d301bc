/**
 * No word is written into the code: with the test language every word of a catalogue has accents, so that whatever is left
 * in other letters is what people wrote and are called, or a mistake.
 */
import { mark } from '../app/i18n/pseudo.ts';
import { CONVERSATIONS } from '../build/demo/conversations.ts';
import { ANSWERS, PEOPLE, STRANGER } from '../build/demo/people.ts';
import { avatarSchema } from '../renderer/features/avatars/table.ts';
import { chatSchema } from '../renderer/features/chat/table.ts';
import { requestSchema } from '../renderer/features/requests/table.ts';
import { rosterSchema } from '../renderer/features/roster/table.ts';
import type { App } from './app/app.ts';
import { expect } from './app/fixture.ts';
import { onEveryScreen, test } from './screens/fixture.ts';
import { WRITTEN } from './screens/populated.ts';
import { TYPED } from './screens/walk.ts';
import { wordsOn } from './screens/words.ts';

const ADDRESS = /[\w-]+@[\w.-]+/g;

/** Shown as it is: people, what they wrote, the languages' own names, what a server says. The longest first. */
const AS_IT_IS = [
  ...PEOPLE.flatMap(({ user, name, groups, online }) => [
    user,
    name,
    ...groups,
    online?.status ?? '',
    online?.resource ?? '',
  ]),
  ...CONVERSATIONS.flatMap(({ lines }) => lines.flatMap(({ body }) => body.split('\n'))),
  ...ANSWERS,
  ...WRITTEN,
  ...TYPED,
  STRANGER.words,
  // The test language has no name that could be shown.
  'pseudo',
  ...['English', '简体中文', '한국어', 'CN=localhost', 'Choose a username and password for use with this service.'],
  ...[
    'second',
    'liming',
    'noor-from-the-ferry',
    'noor',
    'ada',
    'bruno',
    'milo',
    'tamsin',
    'nobody',
    'robin',
    'studio',
    'zzz',
  ],
]
  .filter((text) => text !== '')
  .sort((one, other) => other.length - one.length);

const TABLES = Object.keys({ ...rosterSchema, ...requestSchema, ...chatSchema, ...avatarSchema }).concat(
  'sessions',
  'deliveries',
);

const PATTERNS = [
  // What tells the people of one story from those of another.
  /-[0-9a-f]{6}\b/g,
  /\b(localhost|nowhere\.invalid|rooms\.willow\.example)\b/g,
  // The folder in which everything is kept.
  /\/tmp\/[\w.-]+/g,
  // A certificate's fingerprint.
  /\b[0-9A-F]{2}(:[0-9A-F]{2})+:?/g,
  /\b(Ctrl|Shift|Alt|Esc|Enter|Del|F\d|Kith)\b/g,
  // What the diagnostics show: protocols, programs and tables by their names.
  /\b(TLS\w*[\d.]*|STARTTLS|SASL2?|SCRAM[\w-]*|HT-[\w-]+|Chrome\/[\d.]+|Node|Electron|chromium|linux|x64|arm64)\b/g,
  new RegExp(`\\b(${TABLES.join('|')})\\b`, 'g'),
  // A key, or what stands for somebody in a picture.
  /(?<!\p{L})\p{L}{1,2}(?!\p{L})/gu,
];

const ACCENTED = new Set(mark('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'));

/** Whether there are letters in it that come neither from a catalogue nor from anybody. */
function hasForeignLetters(text: string): boolean {
  let left = text.replace(/\s+/g, ' ').replace(ADDRESS, ' ');
  for (const known of AS_IT_IS) left = left.replaceAll(known, ' ');
  for (const pattern of PATTERNS) left = left.replace(pattern, ' ');
  return [...left].some((letter) => /\p{L}/u.test(letter) && !ACCENTED.has(letter));
}

async function foreignOn(app: App): Promise<string[]> {
  return (await wordsOn(app.page)).filter(hasForeignLetters);
}

onEveryScreen('every word is from a catalogue', 'pseudo', (app) => {
  const found = new Map<string, string>();
  return {
    async at(screen) {
      for (const text of await foreignOn(app)) if (!found.has(text)) found.set(text, screen);
    },
    end: () => expect(Object.fromEntries(found)).toEqual({}),
  };
});

test('a word that is in no catalogue would be found, wherever it stands', async ({ app }) => {
  const kith = await app();
  await kith.page.evaluate(() => window.kithWire?.call('settings/set', { language: 'pseudo' }));
  await expect.poll(() => foreignOn(kith)).toEqual([]);
  await kith.page.evaluate(() => {
    const button = document.querySelector('button');
    button?.append('Written');
    button?.setAttribute('aria-label', 'Named');
    document.querySelector('input')?.setAttribute('placeholder', 'Hinted');
  });
  expect((await foreignOn(kith)).join()).toMatch(/(?=.*Written)(?=.*Named)(?=.*Hinted)/);
});
