import { beforeEach, expect, it } from 'vitest';
import { dismissToast, pressToastAction, showToast, useToasts } from './toasts.ts';

const texts = () => useToasts.getState().toasts.map((toast) => toast.text);

beforeEach(() => {
  for (const toast of useToasts.getState().toasts) dismissToast(toast.id);
});

it('does it for good when the toast goes, and not when it was undone', () => {
  const done: string[] = [];
  const options = (name: string) => ({
    action: { label: 'Undo', onPress: () => void done.push(`${name} undone`) },
    onGone: () => void done.push(`${name} for good`),
  });
  showToast('one', options('one'));
  showToast('two', options('two'));
  const [one, two] = useToasts.getState().toasts;
  if (one === undefined || two === undefined) throw new Error('both should be there');

  pressToastAction(one);
  dismissToast(two.id);
  expect(done).toEqual(['one undone', 'two for good']);
  expect(texts()).toEqual([]);
});

it('does it once, whoever takes the toast away', () => {
  let times = 0;
  const close = showToast('one', { onGone: () => times++ });
  close();
  close();
  expect(times).toBe(1);
});

it('keeps three at once; the oldest goes, and what it held back is done', () => {
  let gone = 0;
  showToast('1', { onGone: () => gone++ });
  for (const text of ['2', '3', '4']) showToast(text);
  expect(texts()).toEqual(['2', '3', '4']);
  expect(gone).toBe(1);
});
