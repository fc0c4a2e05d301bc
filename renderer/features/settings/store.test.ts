import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import type { Batch } from '../../../app/contract/contract.ts';
import { ok } from '../../../app/fault.ts';
import { defaultSettings, type Settings } from '../../../app/settings/settings.ts';
import { onLive, startLink, storage } from '../../data/link.ts';
import { memoryWire } from '../../wire.ts';
import { applyToSettings, changeSettings, useSettings } from './store.ts';

const { page, main } = memoryWire();
/** Main's answers to the changes, as it gives them. */
let answers: PromiseWithResolvers<unknown>[];

vi.stubGlobal('window', new EventTarget());
vi.spyOn(storage, 'open').mockResolvedValue();
main.onCall(async (name) => {
  if (name === 'sync/hello') return ok({ accounts: [] });
  const answer = Promise.withResolvers<unknown>();
  answers.push(answer);
  return answer.promise;
});
onLive(applyToSettings);
await startLink(page, () => undefined);
afterAll(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});
beforeEach(() => {
  answers = [];
  tell({});
});

function tell(settings: Partial<Settings>): void {
  const live = [{ type: 'settings/changed', settings: { ...defaultSettings, ...settings } }] as const;
  main.post({ live, durable: null } satisfies Batch);
}

test('what main kept of an earlier change does not take back a later one', async () => {
  const first = changeSettings({ zoom: 110 });
  const second = changeSettings({ zoom: 125 });
  await vi.waitFor(() => expect(answers).toHaveLength(2));

  answers[0]?.resolve(ok(null));
  tell({ zoom: 110 });
  expect(useSettings.getState().zoom).toBe(125);
  await first;
  expect(useSettings.getState().zoom).toBe(125);

  answers[1]?.resolve(ok(null));
  expect(await second).toBeUndefined();
  expect(useSettings.getState().zoom).toBe(125);
});

test('a refused change is taken back to what main keeps by then', async () => {
  const change = changeSettings({ zoom: 110, density: 'compact' });
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  tell({ zoom: 150, theme: 'dark' });
  expect(useSettings.getState()).toMatchObject({ zoom: 110, theme: 'dark' });

  answers[0]?.resolve({ ok: false, fault: { kind: 'internal' } });
  expect(await change).toEqual({ kind: 'internal' });
  expect(useSettings.getState()).toMatchObject({ zoom: 150, theme: 'dark', density: defaultSettings.density });
});
