import { expect, it } from 'vitest';
import { watchResends } from './resends.ts';

const say = (number: number) =>
  `<message xmlns="jabber:client" to="ben@example.org" id="m${number}"><body>out-${number} tea</body></message>`;
const enable = '<enable xmlns="urn:xmpp:sm:3" resume="true"/>';
const resumed = (h: number) => `<resumed xmlns='urn:xmpp:sm:3' h='${h}' previd='x'/>`;

it('what the server says that it did not have may be sent again', () => {
  const resends = watchResends();
  resends.passed(1, 'client', `${enable}<presence/>${say(1)}${say(2)}`);
  resends.passed(2, 'server', resumed(2));
  resends.passed(2, 'client', say(2));
  expect([1, 2, 3].map((number) => resends.times(number))).toEqual([1, 2, 0]);
  expect(resends.wrong()).toEqual([]);
});

it('what it acknowledged may not, nor what it showed, in whatever pieces that came', () => {
  const resends = watchResends(() => 7);
  const first = `${enable}<presence/>${say(1)}`;
  for (const letter of first) resends.passed(1, 'client', letter);
  resends.passed(1, 'client', say(2) + say(3) + say(4));
  for (const letter of "<a xmlns='urn:xmpp:sm:3' h='2'/>") resends.passed(1, 'server', letter);
  resends.passed(2, 'server', resumed(3));
  resends.passed(2, 'client', say(3) + say(4));
  expect(resends.wrong()).toEqual([]);
  resends.passed(3, 'client', enable);
  resends.passed(3, 'server', `<message><result><forwarded>${say(4)}</forwarded></result></message>`);
  resends.passed(3, 'client', say(1) + say(2) + say(3) + say(4));
  expect(resends.wrong()).toEqual([1, 2, 4]);
  expect([1, 2, 3, 5].map((number) => resends.hadAt(number))).toEqual([7, 7, undefined, undefined]);
});
