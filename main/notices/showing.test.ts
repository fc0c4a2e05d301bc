import { expect, it } from 'vitest';
import type { ShowOutcome } from '../shell/shell.ts';
import { keptLog } from '../shell/testing/kept-log.ts';
import { createShowing } from './showing.ts';

const request = { id: 'a', title: 'Ben', body: 'Hello', actions: [] };

function desktop() {
  const state = { outcome: 'shown' as ShowOutcome, quiet: false, heard: [] as string[], changes: 0 };
  const showing = createShowing({
    notifications: {
      capabilities: async () => ({
        shown: state.outcome !== 'unsupported',
        actions: true,
        reply: false,
        quiet: state.quiet,
      }),
      async show() {
        return state.outcome;
      },
    },
    onSound: (sound) => state.heard.push(sound),
    onHealth: () => {
      state.changes += 1;
    },
    log: keptLog(),
  });
  return { state, showing };
}

it('a sound that the system does not make is made here, unless nobody is to be disturbed', async () => {
  const { state, showing } = desktop();
  await showing.show({ ...request, sound: 'message' });
  expect(state.heard).toEqual([]);
  state.outcome = 'unheard';
  await showing.show({ ...request, sound: 'message' });
  await showing.show(request);
  expect(state.heard).toEqual(['message']);
  state.quiet = true;
  await showing.show({ ...request, sound: 'request' });
  expect(state.heard).toEqual(['message']);
  // The person may have forbidden them.
  Object.assign(state, { outcome: 'failed', quiet: false });
  await showing.show({ ...request, sound: 'request' });
  expect(state.heard).toEqual(['message']);
  state.outcome = 'unsupported';
  await showing.show({ ...request, sound: 'request' });
  expect(state.heard).toEqual(['message', 'request']);
});

it('is noticed and told when they are not shown any more, and when they are again', async () => {
  const { state, showing } = desktop();
  await showing.show(request);
  expect([state.changes, await showing.health()]).toEqual([
    0,
    { state: 'works', actions: true, reply: false, quiet: false },
  ]);
  state.outcome = 'failed';
  await showing.show(request);
  await showing.show(request);
  expect([state.changes, (await showing.health()).state]).toEqual([1, 'failed']);
  state.outcome = 'unsupported';
  await showing.show(request);
  expect([state.changes, (await showing.health()).state]).toEqual([2, 'absent']);
  state.outcome = 'shown';
  // A program that shows them has come; the next one will show it.
  expect((await showing.health()).state).toBe('works');
  await showing.show(request);
  expect([state.changes, (await showing.health()).state]).toEqual([3, 'works']);
});
