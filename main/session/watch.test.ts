import { expect, test } from 'vitest';
import { testClock } from '../clock.testing.ts';
import { createWatch } from './watch.ts';

function watched() {
  const clock = testClock();
  const seen = { asked: 0, dead: 0 };
  const watch = createWatch({
    clock,
    patience: () => 20_000,
    ask: () => {
      seen.asked += 1;
    },
    dead: () => {
      seen.dead += 1;
    },
  });
  return { clock, seen, watch };
}

test('several stanzas are asked about once, and again only for what was sent since', () => {
  const { clock, seen, watch } = watched();
  for (let n = 0; n < 5; n += 1) watch.sent();
  clock.pass(200);
  expect(seen.asked).toBe(1);
  watch.sent();
  clock.pass(1000);
  expect(seen.asked).toBe(1);
  watch.answered();
  clock.pass(200);
  expect(seen.asked).toBe(2);
  watch.answered();
  clock.pass(10_000);
  expect(seen).toEqual({ asked: 2, dead: 0 });
});

test('an idle link is asked every minute', () => {
  const { clock, seen, watch } = watched();
  for (let minute = 0; minute < 3; minute += 1) {
    clock.pass(60_000);
    watch.answered();
  }
  expect(seen).toEqual({ asked: 3, dead: 0 });
});

test('no answer in 20 s is a dead link, told once', () => {
  const { clock, seen, watch } = watched();
  watch.sent();
  clock.pass(20_199);
  expect(seen.dead).toBe(0);
  clock.pass(1);
  expect(seen.dead).toBe(1);
  clock.pass(1_000_000);
  expect(seen).toEqual({ asked: 1, dead: 1 });
});

test('a dead link is found in time while the clock is set', () => {
  const { clock, seen, watch } = watched();
  watch.sent();
  clock.pass(1000);
  clock.set(-3_600_000);
  clock.pass(19_200);
  expect(seen.dead).toBe(1);
});

test('an answer behind a long download is waited for as long as something comes', () => {
  const { clock, seen, watch } = watched();
  watch.sent();
  for (let n = 0; n < 10; n += 1) {
    clock.pass(15_000);
    watch.life();
  }
  clock.pass(19_999);
  expect(seen.dead).toBe(0);
  clock.pass(1);
  expect(seen.dead).toBe(1);
});

test('what was still on its way when a link died gains it no second patience', () => {
  const { clock, seen, watch } = watched();
  watch.probe(8000);
  clock.pass(500);
  watch.life();
  clock.pass(8000);
  expect(seen.dead).toBe(1);
});

test('a probe asks at once and has its own patience, also while an answer is awaited', () => {
  const { clock, seen, watch } = watched();
  watch.sent();
  clock.pass(300);
  watch.probe(5000);
  expect(seen.asked).toBe(2);
  clock.pass(5000);
  expect(seen.dead).toBe(1);
});

test('a probe that is answered leaves the link alone', () => {
  const { clock, seen, watch } = watched();
  watch.probe(5000);
  clock.pass(100);
  watch.answered();
  clock.pass(30_000);
  expect(seen).toEqual({ asked: 1, dead: 0 });
});

test('once stopped it neither asks nor tells', () => {
  const { clock, seen, watch } = watched();
  watch.sent();
  watch.stop();
  watch.sent();
  watch.probe(5);
  clock.pass(1_000_000);
  expect(seen).toEqual({ asked: 0, dead: 0 });
});

test('who is busy gets more time, a probe about the network does not', () => {
  const clock = testClock();
  const deaths: string[] = [];
  const watching = (name: string, patience: () => number) =>
    createWatch({ clock, patience, ask: () => {}, dead: () => void deaths.push(name) });
  let busy = true;
  const first = watching('first', () => (busy ? 120_000 : 20_000));
  first.sent();
  clock.pass(119_000);
  expect(deaths).toEqual([]);
  first.answered();
  busy = false;
  first.sent();
  clock.pass(20_200);
  expect(deaths).toEqual(['first']);

  const second = watching('second', () => 120_000);
  second.sent();
  clock.pass(1000);
  second.probe(8000);
  clock.pass(8000);
  expect(deaths).toEqual(['first', 'second']);
});

test('probes in a row do not put the end off', () => {
  const { clock, seen, watch } = watched();
  for (let n = 0; n < 4; n += 1) {
    watch.probe(8000);
    clock.pass(3000);
  }
  expect(seen.dead).toBe(1);
});
