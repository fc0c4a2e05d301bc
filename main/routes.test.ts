import { expect, test } from 'vitest';
import type { LiveEvent } from '../app/contract/contract.ts';
import type { Route } from '../app/contract/settings.ts';
import { bareJid } from '../app/jid.ts';
import { createRoutes } from './routes.ts';

const account = bareJid('ann@example.org');
const to = (name: string): Route => ({ to: 'conversation', account, peer: bareJid(`${name}@example.org`) });

test('what is pressed while there is no page waits for it, the last of several, once', () => {
  const told: LiveEvent[] = [];
  const routes = createRoutes((event) => told.push(event));
  routes.goTo(to('ben'));
  routes.goTo(to('mina'));
  expect(told).toEqual([]);
  routes.pageReady();
  routes.goTo(to('ben'));
  routes.pageGone();
  routes.goTo(to('cleo'));
  routes.pageReady();
  routes.pageReady();
  expect(told.map((event) => event.type === 'desktop/go-to' && event.route)).toEqual([
    to('mina'),
    to('ben'),
    to('cleo'),
  ]);
});
