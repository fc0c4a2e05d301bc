import { type Element, xml } from '@xmpp/xml';
import { expect, test } from 'vitest';
import { mayRetry } from '../../../app/fault.ts';
import { faultOfEnd, mayResumeAfter, readStreamError, STREAM_ERRORS_NS } from './stream-end.ts';

const streamError = (...children: Element[]) => xml('stream:error', {}, ...children);
const end = (condition: string) => readStreamError(streamError(xml(condition, STREAM_ERRORS_NS)), true);

test.each([
  ['conflict', false, false],
  ['policy-violation', false, false],
  ['host-unknown', false, false],
  ['not-authorized', false, false],
  ['not-well-formed', false, false],
  ['a-new-one', false, false],
  ['system-shutdown', true, true],
  ['connection-timeout', true, true],
  ['reset', true, true],
  ['internal-server-error', true, false],
  ['resource-constraint', true, false],
  ['undefined-condition', true, false],
])('%s: again %s, resumed %s', (condition, again, resumed) => {
  expect(mayRetry(faultOfEnd(end(condition)))).toBe(again);
  expect(mayResumeAfter(end(condition))).toBe(resumed);
});

test('only a broken link leaves a session behind', () => {
  expect(mayResumeAfter({ how: 'broken', reason: 'ECONNRESET' })).toBe(true);
  expect(mayResumeAfter({ how: 'ours', reason: 'no sign of life' })).toBe(true);
  expect(mayResumeAfter({ how: 'closed' })).toBe(false);
  expect(mayResumeAfter({ how: 'refused', condition: 'bad-format', reason: '' })).toBe(false);
});

test('text and other host are read; the host only from a proven server', () => {
  const error = streamError(
    xml('see-other-host', { xmlns: STREAM_ERRORS_NS }, 'other.example:5222'),
    xml('text', { xmlns: STREAM_ERRORS_NS }, 'Go there'),
  );
  const told = { how: 'error', condition: 'see-other-host', text: 'Go there' };
  expect(readStreamError(error, true)).toEqual({ ...told, otherHost: 'other.example:5222' });
  expect(readStreamError(error, false)).toEqual(told);
});

test('an error without a condition is still one', () => {
  expect(readStreamError(streamError(), true)).toEqual({ how: 'error', condition: 'undefined-condition' });
});
