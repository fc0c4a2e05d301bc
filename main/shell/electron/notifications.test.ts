import type * as ElectronModule from 'electron';
import { expect, test, vi } from 'vitest';
import type { NotificationEvent } from '../shell.ts';
import { keptLog } from '../testing/kept-log.ts';
import { recorder } from '../testing/recorder.ts';
import { electronNotifications } from './notifications.ts';

test('on macOS those of an earlier run are answered, taken away, and stay when Kith ends', async () => {
  const { on, call } = recorder();
  let closed = 0;
  const old = { id: 'old', on, close: () => (closed += 1) };
  const removed: string[] = [];
  const port = electronNotifications({
    create: () => {
      throw new Error('nothing is shown');
    },
    isSupported: () => true,
    history: {
      list: async () => [old as never],
      remove: (id) => removed.push(id),
      launchedBy: { actionIdentifier: 'com.apple.UNNotificationDefaultActionIdentifier', identifier: 'first' } as never,
    },
    log: keptLog(),
  });
  const events: NotificationEvent[] = [];
  port.onEvent((event) => events.push(event));
  port.begin();
  await vi.waitFor(() => {
    call('click', {});
    expect(events).toHaveLength(2);
  });
  call('reply', { reply: 'Yes' });
  expect(events).toEqual([
    { kind: 'click', id: 'first' },
    { kind: 'click', id: 'old' },
    { kind: 'reply', id: 'old', text: 'Yes' },
  ]);
  port.remove('old');
  port.remove('unknown');
  expect([closed, removed, port.outlives]).toEqual([1, ['unknown'], true]);
});

test('on Windows a press on one of an earlier run brings the window, one on one of this run only what it is for', async () => {
  const { on, call } = recorder();
  let activate = () => {};
  const port = electronNotifications({
    create: () => ({ on, once: on, show: () => call('show', {}), close: () => {} }) as never,
    isSupported: () => true,
    onActivation: (listener) => {
      activate = listener;
    },
    log: keptLog(),
  });
  const events: NotificationEvent[] = [];
  port.onEvent((event) => events.push(event));
  vi.useFakeTimers();
  try {
    port.begin();
    activate();
    vi.runAllTimers();
    expect(events.splice(0)).toEqual([{ kind: 'click', id: '' }]);
    await port.show({ id: 'a', title: 'T', body: 'B', actions: [] });
    activate();
    call('reply', { reply: 'Hi' });
    vi.runAllTimers();
    call('reply', { reply: 'Hi again' });
    activate();
    vi.runAllTimers();
    expect(events.map(({ kind }) => kind)).toEqual(['reply', 'reply']);
  } finally {
    vi.useRealTimers();
  }
});

test('notifications hold on to what is shown and tell what was done with it', async () => {
  const made: ReturnType<typeof fake>[] = [];
  function fake(options: ElectronModule.NotificationConstructorOptions) {
    const { on, call } = recorder();
    return {
      options,
      on,
      once: on,
      call,
      shown: 0,
      closed: 0,
      show() {
        this.shown += 1;
      },
      close() {
        this.closed += 1;
      },
    };
  }
  const port = electronNotifications({
    create: (options) => {
      const one = fake(options);
      made.push(one);
      return one as never;
    },
    isSupported: () => true,
    log: keptLog(),
  });
  const events: NotificationEvent[] = [];
  port.onEvent((event) => events.push(event));
  const request = {
    id: 'a',
    title: 'T',
    body: '<b>',
    actions: [{ id: 'yes', label: 'Yes' }],
    sound: 'message',
  } as const;
  const first = port.show({ ...request, replyPlaceholder: 'Answer' });
  expect(made[0]?.options).toMatchObject({ body: '<b>', hasReply: true, actions: [{ type: 'button', text: 'Yes' }] });
  made[0]?.call('show', {});
  expect(await first).toBe('shown');
  made[0]?.call('click', {});
  made[0]?.call('action', { actionIndex: 0 });
  made[0]?.call('action', { actionIndex: 3 });
  made[0]?.call('reply', { reply: 'Hi' });

  const second = port.show(request);
  expect(made[0]?.closed).toBe(1);
  made[0]?.call('close', {});
  made[1]?.call('failed', {}, 'not signed');
  expect(await second).toBe('failed');
  const third = port.show(request);
  made[2]?.call('show', {});
  await third;
  port.remove('a');
  expect(made[2]?.closed).toBe(1);
  made[2]?.call('close', {});
  expect(events).toEqual([
    { kind: 'click', id: 'a' },
    { kind: 'action', id: 'a', action: 'yes' },
    { kind: 'reply', id: 'a', text: 'Hi' },
    { kind: 'closed', id: 'a' },
  ]);
});
