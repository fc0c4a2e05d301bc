import { beforeEach, expect, it } from 'vitest';
import { bareJid } from '../../app/jid.ts';
import { type TestClock, testClock } from '../clock.testing.ts';
import { type Attempts, createAttempts, faultName } from './attempts.ts';

const start = 1_700_000_000_000;
let clock: TestClock;
let attempts: Attempts;
beforeEach(() => {
  clock = testClock(start);
  attempts = createAttempts(clock);
});

function connect(...steps: ('resolving' | 'connecting' | 'securing' | 'signing-in' | 'binding')[]): void {
  for (const step of steps) {
    attempts.state({ phase: 'connecting', step });
    clock.pass(10);
  }
}
const offline = { kind: 'offline' } as const;

it('says how far each came, how long it took and how long it carried', () => {
  connect('resolving', 'connecting');
  attempts.state({
    phase: 'waiting',
    nextAttempt: 0,
    fault: { kind: 'unreachable', host: 'xmpp.example.org', port: 5222, reason: 'refused' },
  });
  clock.pass(1000);
  connect('resolving', 'connecting', 'securing', 'signing-in', 'binding');
  attempts.state({ phase: 'catching-up' });
  clock.pass(50);
  attempts.state({ phase: 'online' });
  clock.pass(60_000);
  attempts.state({ phase: 'waiting', nextAttempt: 0, fault: offline });
  expect(attempts.list()).toEqual([
    { at: start + 1020, reached: 'online', took: 100, lasted: 60_000, fault: 'offline' },
    { at: start, reached: 'connecting', took: 20, fault: 'unreachable refused' },
  ]);
});

it('counts a second try that follows at once as one of its own', () => {
  connect('resolving', 'binding', 'resolving');
  expect(attempts.list()).toEqual([
    { at: start + 20, reached: 'resolving' },
    { at: start, reached: 'binding', took: 20 },
  ]);
});

it('keeps the newest ones only', () => {
  for (let n = 0; n < 1000; n++) {
    connect('resolving');
    attempts.state({ phase: 'waiting', nextAttempt: 0, fault: offline });
  }
  expect(attempts.list()).toHaveLength(30);
  expect(attempts.list()[0]?.at).toBe(start + 9990);
});

it('names a fault without anything that a server said', () => {
  const text = 'Hello ann@example.org';
  expect(faultName({ kind: 'stream', condition: text, text })).toBe('stream');
  expect(faultName({ kind: 'refused', condition: 'forbidden', text })).toBe('refused forbidden');
  expect(faultName({ kind: 'credentials', reason: 'wrong', text })).toBe('credentials wrong');
  expect(faultName({ kind: 'no-server', domain: bareJid('example.org') })).toBe('no-server');
});
