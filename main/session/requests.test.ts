import { type Element, xml } from '@xmpp/xml';
import { expect, test } from 'vitest';
import { faultOf } from '../../app/fault.ts';
import type { FullJid } from '../../app/jid.ts';
import { testClock } from '../clock.testing.ts';
import { STANZAS_NS } from '../xmpp/stanza-error.ts';
import { createRequests } from './requests.ts';

const self = 'me@home.example/desk' as FullJid;

function asked(to?: string) {
  const clock = testClock();
  const requests = createRequests(self, clock);
  const answer = requests.wait(xml('iq', { type: 'get', id: '1', to }), 1000).then(
    (element): unknown => element.toString(),
    (error: unknown) => faultOf(error),
  );
  const reply = (attributes: Record<string, string>, ...children: Element[]) =>
    requests.answer(xml('iq', { type: 'result', id: '1', ...attributes }, ...children));
  return { answer, reply, requests, clock };
}

test.each([
  [undefined, undefined],
  [undefined, 'me@home.example'],
  [undefined, 'ME@home.example'],
  [undefined, 'me@home.example/desk'],
  ['me@home.example', undefined],
  ['me@home.example', 'me@home.example'],
  ['home.example', 'home.example'],
  ['home.example', undefined],
  ['you@there.example/x', 'you@There.Example/x'],
])('what was asked of %s may be answered by %s', (to, from) => {
  expect(asked(to).reply(from === undefined ? {} : { from })).toBe(true);
});

test.each([
  [undefined, 'home.example'],
  [undefined, 'mallory@home.example'],
  [undefined, 'me@home.example/other'],
  [undefined, 'bad@@jid'],
  ['me@home.example', 'me@home.example/desk'],
  ['home.example', 'me@home.example'],
  ['you@there.example/x', undefined],
  ['you@there.example/x', 'you@there.example'],
  ['you@there.example/x', 'you@there.example/X'],
])('what was asked of %s is not answered by %s', async (to, from) => {
  const { reply, requests, answer } = asked(to);
  expect(reply(from === undefined ? {} : { from })).toBe(false);
  requests.end();
  expect(await answer).toEqual({ kind: 'offline' });
});

test('an error answer rejects with its condition', async () => {
  const { reply, answer } = asked();
  reply({ type: 'error' }, xml('error', {}, xml('forbidden', STANZAS_NS)));
  expect(await answer).toEqual({ kind: 'refused', condition: 'forbidden' });
});

test('without an answer the time runs out, and a late one is nobody’s', async () => {
  const { reply, answer, clock } = asked();
  clock.pass(1000);
  expect(await answer).toEqual({ kind: 'timeout' });
  expect(reply({})).toBe(false);
});

test('while there is no link the time stands still, and begins anew with the next one', async () => {
  const { reply, answer, clock, requests } = asked();
  clock.pass(999);
  requests.pause();
  clock.pass(1_000_000);
  requests.proceed();
  clock.pass(999);
  expect(reply({})).toBe(true);
  expect(await answer).toBe('<iq type="result" id="1"/>');
});

test('what is asked without a link has its time from the next link on', async () => {
  const clock = testClock();
  const requests = createRequests(self, clock);
  requests.pause();
  const answer = requests.wait(xml('iq', { type: 'get', id: '1' }), 1000).catch((error: unknown) => faultOf(error));
  clock.pass(5000);
  requests.proceed();
  clock.pass(1000);
  expect(await answer).toEqual({ kind: 'timeout' });
});
