import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEjabberd } from '../../e2e/server/ejabberd.ts';
import { startProsody } from '../../e2e/server/prosody.ts';
import type { TestServer } from '../../e2e/server/server.ts';
import { openTestAccount } from './testing/opened-account.ts';

describe.each([
  ['Prosody', startProsody],
  ['ejabberd', startEjabberd],
])('%s', (_, start) => {
  let server: TestServer;
  const romeo = { jid: 'romeo@localhost', password: 'Jülie пароль' };
  beforeAll(async () => {
    server = await start();
    await server.addUser('romeo', romeo.password);
  }, 60_000);
  afterAll(() => server.dispose());

  test('signs in over STARTTLS', async () => {
    await using account = openTestAccount(server, romeo);
    account.connection.connect();
    await account.reached('online');
    expect(account.states.map((state) => (state.phase === 'connecting' ? state.step : state.phase))).toEqual([
      'resolving',
      'connecting',
      'securing',
      'signing-in',
      'binding',
      'catching-up',
      'online',
    ]);
    expect(account.connection.current()?.jid).toBe('romeo@localhost/Kith.test');
  });
});
