import { type Element, xml } from '@xmpp/xml';
import { expect, test } from 'vitest';
import { FaultError } from '../../app/fault.ts';
import type { Feature, Hold } from '../xmpp/feature.ts';
import { createInbound } from '../xmpp/stream-management-inbound.ts';
import { createDispatch } from './dispatch.ts';

function dispatching(features: readonly Feature[]) {
  const sent: string[] = [];
  const logged: unknown[] = [];
  // Counts that no message carries are on disk at once.
  const inbound = createInbound(() => inbound.countable()?.stored());
  const write = (event: string, fields?: unknown) => void logged.push([event, fields]);
  const dispatch = createDispatch({
    features,
    log: { info: write, warn: write },
    send: (stanza) => void sent.push(stanza.toString()),
    answered: (iq) => iq.attrs.id === 'asked',
  });
  return { sent, logged, h: inbound.h, take: (stanza: Element) => dispatch(stanza, inbound.arrive()) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const get = (...children: Element[]) => xml('iq', { type: 'get', id: '1', from: 'a@b/c' }, ...children);
const ERROR = (condition: string, type: string) =>
  `<iq type="error" id="1" to="a@b/c"><error type="${type}"><${condition} xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error></iq>`;

test('features are asked in order until one takes the stanza', () => {
  const seen: string[] = [];
  const feature = (name: string, takes: boolean): Feature => ({
    name,
    receive: () => {
      seen.push(name);
      return takes;
    },
  });
  const { take, h } = dispatching([feature('a', false), { name: 'none' }, feature('b', true), feature('c', true)]);
  take(xml('message', { from: 'a@b' }));
  expect(seen).toEqual(['a', 'b']);
  expect(h()).toBe(1);
});

test('a message that is held is not counted until it is released; presence can’t be held', () => {
  const holds: Hold[] = [];
  const { take, h } = dispatching([{ name: 'a', receive: ({ hold }) => holds.push(hold()) > 0 }]);
  take(xml('presence'));
  expect(h()).toBe(1);
  take(xml('message'));
  expect(h()).toBe(1);
  holds[1]?.release();
  expect(h()).toBe(2);
});

test('a feature that throws is named, its holds are let go, those of others stay', () => {
  let held: Hold | undefined;
  const { take, h, logged } = dispatching([
    {
      name: 'storing',
      receive: ({ hold }) => {
        held = hold();
        return false;
      },
    },
    {
      name: 'broken',
      receive: ({ hold }) => {
        hold();
        throw new TypeError('oops');
      },
    },
  ]);
  take(xml('message'));
  expect(logged).toEqual([['feature failed', { feature: 'broken', hook: 'receive', reason: 'TypeError: oops' }]]);
  expect(h()).toBe(0);
  held?.release();
  expect(h()).toBe(1);
});

test('a malformed sender is skipped and counted', () => {
  const { take, h, logged } = dispatching([{ name: 'a', receive: () => expect.fail('must not be asked') }]);
  take(xml('message', { from: 'a@@b' }));
  expect(h()).toBe(1);
  expect(logged).toHaveLength(1);
});

test.each([
  ['nobody answers', [xml('query', 'urn:unknown')], ERROR('service-unavailable', 'cancel')],
  ['has no payload', [], ERROR('bad-request', 'modify')],
  ['has two payloads', [xml('query', 'urn:known'), xml('x')], ERROR('bad-request', 'modify')],
  ['is answered', [xml('query', 'urn:known')], '<iq type="result" id="1" to="a@b/c"><ok/></iq>'],
  ['is refused', [xml('refuse', 'urn:known')], ERROR('forbidden', 'auth')],
  ['fails', [xml('fail', 'urn:known')], ERROR('internal-server-error', 'cancel')],
])('a request that %s gets one answer', async (_, payload, answer) => {
  const ns = 'urn:known';
  const { take, sent } = dispatching([
    {
      name: 'known',
      answers: [
        { type: 'get', name: 'query', ns, answer: async () => xml('ok') },
        {
          type: 'get',
          name: 'refuse',
          ns,
          answer: () => {
            throw new FaultError({ kind: 'refused', condition: 'forbidden' });
          },
        },
        { type: 'get', name: 'fail', ns, answer: () => Promise.reject(new Error('x')) },
      ],
    },
  ]);
  take(get(...payload));
  await turn();
  expect(sent).toEqual([answer]);
});

test.each(['result', 'error', 'nonsense'])('an IQ of type %s is never answered', async (type) => {
  const { take, sent } = dispatching([]);
  take(xml('iq', { type, id: 'unknown', from: 'a@b/c' }, xml('query', 'urn:known')));
  await turn();
  expect(sent).toEqual([]);
});
