import { expect, it } from 'vitest';
import { FaultError } from '../../app/fault.ts';
import { memoryWire } from '../../renderer/wire.ts';
import { type Handlers, serve } from './serve.ts';

const quiet = { info: () => undefined, warn: () => undefined };

function serving(handlers: Partial<Handlers>) {
  const wire = memoryWire();
  serve(wire.main, handlers as Handlers, quiet);
  return wire.page;
}

it('answers a command with its value', async () => {
  const page = serving({ 'chat/page': async ({ peer }) => ({ first: peer, complete: true }) });
  const answer = await page.call('chat/page', { account: 'ann@example.org', peer: 'ben@example.org' });
  expect(answer).toEqual({ ok: true, value: { first: 'ben@example.org', complete: true } });
});

it('lets no bad argument reach a handler', async () => {
  let reached = 0;
  const page = serving({
    'chat/page': () => {
      reached++;
      return { complete: true };
    },
  });
  for (const args of [
    null,
    {},
    { account: 'Ann@Example.org', peer: 'b@c' },
    { account: 'a@b', peer: 'b@c', more: 1 },
  ]) {
    expect(await page.call('chat/page', args)).toMatchObject({ ok: false, fault: { kind: 'invalid' } });
  }
  expect(reached).toBe(0);
});

it('knows no command but its own', async () => {
  const page = serving({});
  for (const name of ['chat/unknown', 'toString', '__proto__']) {
    expect(await page.call(name, {})).toMatchObject({ ok: false, fault: { kind: 'unsupported' } });
  }
});

it('turns what is thrown into a fault', async () => {
  const page = serving({
    'account/reconnect': () => {
      throw new FaultError({ kind: 'offline' });
    },
    'account/remove': () => {
      throw new Error('a defect');
    },
  });
  expect(await page.call('account/reconnect', { account: 'a@b' })).toEqual({ ok: false, fault: { kind: 'offline' } });
  expect(await page.call('account/remove', { account: 'a@b' })).toEqual({ ok: false, fault: { kind: 'internal' } });
});
