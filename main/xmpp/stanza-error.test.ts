import { xml } from '@xmpp/xml';
import { expect, test } from 'vitest';
import { iqError, readStanzaError, STANZAS_NS } from './stanza-error.ts';

test('a written error reads as the same condition', () => {
  const answer = iqError(xml('iq', { id: '1', from: 'a@b/c' }), 'item-not-found');
  expect(answer.attrs).toEqual({ type: 'error', id: '1', to: 'a@b/c' });
  expect(answer.getChild('error')?.attrs.type).toBe('cancel');
  expect(readStanzaError(answer)).toEqual({ kind: 'refused', condition: 'item-not-found' });
});

test.each([
  ['with a text', [xml('forbidden', STANZAS_NS), xml('text', STANZAS_NS, 'No')], 'forbidden', 'No'],
  ['with an unknown condition', [xml('made-up', STANZAS_NS)], 'undefined-condition', undefined],
  ['with a condition of another namespace', [xml('forbidden', 'urn:x')], 'undefined-condition', undefined],
  ['empty', [], 'undefined-condition', undefined],
])('an error %s', (_, children, condition, text) => {
  const fault = readStanzaError(xml('iq', {}, xml('error', {}, ...children)));
  expect(fault).toEqual({ kind: 'refused', condition, ...(text === undefined ? {} : { text }) });
});
