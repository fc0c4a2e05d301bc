import { type Element, xml } from '@xmpp/xml';
import { expect, test } from 'vitest';
import { faultOf } from '../../app/fault.ts';
import { BIND_NS, bind, SESSION_NS } from './bind.ts';
import { STANZAS_NS } from './stanza-error.ts';

const features = (...children: Element[]) => xml('features', {}, xml('bind', BIND_NS), ...children);
const bound = (id: string, jid: string) =>
  xml('iq', { type: 'result', id }, xml('bind', { xmlns: BIND_NS }, xml('jid', {}, jid)));
const refused = (id: string, condition: string) =>
  xml('iq', { type: 'error', id }, xml('error', {}, xml(condition, STANZAS_NS)));

async function binding(offered: Element, answers: readonly Element[]) {
  const sent: string[] = [];
  const left = [...answers];
  const stream = {
    send: (element: Element) => void sent.push(element.toString()),
    next: async () => left.shift() ?? Promise.reject(new Error('nothing more to say')),
  };
  const jid = await bind(stream, offered, 'Kith.1').catch((error: unknown) => faultOf(error));
  return { jid, sent };
}

test('the resource is asked for, the server’s word is final', async () => {
  const { jid, sent } = await binding(features(), [xml('presence'), bound('bind', 'a@b/Other')]);
  expect(jid).toBe('a@b/Other');
  expect(sent).toEqual([`<iq type="set" id="bind"><bind xmlns="${BIND_NS}"><resource>Kith.1</resource></bind></iq>`]);
});

test('a taken resource is left to its owner', async () => {
  const { jid, sent } = await binding(features(), [refused('bind', 'conflict'), bound('bind-any', 'a@b/x')]);
  expect(jid).toBe('a@b/x');
  expect(sent[1]).toBe(`<iq type="set" id="bind-any"><bind xmlns="${BIND_NS}"/></iq>`);
});

test.each([
  ['required', xml('session', SESSION_NS), 2],
  ['optional', xml('session', { xmlns: SESSION_NS }, xml('optional')), 1],
])('a legacy session that is %s', async (_, session, requests) => {
  const answers = [bound('bind', 'a@b/x'), xml('iq', { type: 'result', id: 'session' })];
  expect((await binding(features(session), answers)).sent).toHaveLength(requests);
});

test.each([
  ['not-allowed', [refused('bind', 'not-allowed')], { kind: 'refused', condition: 'not-allowed' }],
  ['a bare JID', [bound('bind', 'a@b')], { kind: 'unsupported', what: 'resource binding' }],
  ['no JID', [xml('iq', { type: 'result', id: 'bind' })], { kind: 'unsupported', what: 'resource binding' }],
])('an answer of %s is a fault', async (_, answers, fault) => {
  expect((await binding(features(), answers)).jid).toEqual(fault);
});
