/** Who lives in the demo's world. */
import type { PresenceOptions } from '../../e2e/peers/index.ts';
import { GARDEN, type Landscape, NIGHT, SNOW, SUNSET } from './landscape.ts';

export const DOMAIN = 'willow.example';
/** Whose Kith it is. */
export const OWNER = 'robin';

export interface Person {
  /** Local part of the address. */
  readonly user: string;
  /** As the owner calls them. */
  readonly name: string;
  readonly groups: readonly string[];
  /** Only of somebody online: they bring it along. */
  readonly picture?: Landscape;
  /** Absent: offline. `resource` is the device they are on. */
  readonly online?: { readonly resource: string } & Pick<PresenceOptions, 'show' | 'status'>;
}

export const PEOPLE: readonly Person[] = [
  {
    user: 'grace',
    name: 'Grandma Grace',
    groups: ['Family'],
    picture: GARDEN,
    online: { resource: 'tablet', status: 'In the garden' },
  },
  {
    user: 'jonas',
    name: 'Jonas',
    groups: ['Family'],
    online: { resource: 'phone', show: 'away', status: 'On the train' },
  },
  { user: 'leni', name: 'Leni', groups: ['Family'] },

  {
    user: 'maya',
    name: 'Maya Lindqvist',
    groups: ['Friends', 'Book club'],
    picture: SUNSET,
    online: { resource: 'laptop', status: 'Tea first' },
  },
  {
    user: 'chenyu',
    name: '陈雨',
    groups: ['Friends'],
    picture: SNOW,
    online: { resource: 'phone', show: 'chat', status: '周末有空，来找我' },
  },
  {
    user: 'minseo',
    name: '김민서',
    groups: ['Friends'],
    online: { resource: 'laptop', show: 'dnd', status: '발표 준비 중' },
  },
  { user: 'tom', name: 'Tom Okafor', groups: ['Friends'] },

  {
    user: 'priya',
    name: 'Priya Raman',
    groups: ['Work'],
    online: { resource: 'desk', show: 'dnd', status: 'Deep work until three' },
  },
  { user: 'felix', name: 'Felix Brandt', groups: ['Work'], online: { resource: 'desk' } },
  {
    user: 'ines',
    name: 'Inês Duarte',
    groups: ['Work'],
    online: { resource: 'phone', show: 'xa', status: 'Away until Monday' },
  },
  { user: 'oleg', name: 'Oleg', groups: ['Work'] },

  {
    user: 'harriet',
    name: 'Harriet',
    groups: ['Book club'],
    picture: NIGHT,
    online: { resource: 'laptop', show: 'away' },
  },
  { user: 'samir', name: 'Samir', groups: ['Book club'] },

  { user: 'plumber', name: 'Plumber (Mr Novak)', groups: [] },
];

/** Answers whatever is written to them. */
export const ANSWERS_ALWAYS = 'maya';
export const ANSWERS: readonly string[] = [
  'Yes, please. And bring the good biscuits.',
  'I was just thinking of you! Tell me more?',
  'Ha, that sounds exactly like you.',
  'Good idea. Shall we say Thursday, after seven?',
  'Let me look it up and come back to you this evening.',
];

/** Not in the roster: asks to be, ten seconds after the start. */
export const STRANGER = { user: 'noor', words: 'Hi Robin, this is Noor. We met on the ferry on Sunday!' };
