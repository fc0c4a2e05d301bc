import { setImmediate } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import type { Batch } from '../../app/contract/contract.ts';
import type { Hello } from '../../app/contract/sync.ts';
import { ok } from '../../app/fault.ts';
import { memoryWire } from '../wire.ts';
import { onLive, startLink, storage } from './link.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test('an event that comes while the database opens is newer than the answer to hello', async () => {
  const opening = Promise.withResolvers<void>();
  vi.spyOn(storage, 'open').mockReturnValue(opening.promise);
  vi.stubGlobal('window', new EventTarget());
  const { page, main } = memoryWire();
  main.onCall(async () => ok({ accounts: [] as Hello['accounts'], window: { focused: false, visible: true } }));
  let focused: boolean | undefined;
  const undo = onLive((event) => {
    if (event.type === 'desktop/window') focused = event.focused;
  });

  const started = startLink(page, (hello) => {
    focused = hello.window.focused;
  });
  await setImmediate();
  const batch: Batch = { live: [{ type: 'desktop/window', focused: true, visible: true }], durable: null };
  main.post(batch);
  opening.resolve();
  await started;

  expect(focused).toBe(true);
  undo();
});
