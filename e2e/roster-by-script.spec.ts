/** What real servers can't be made to do with a roster, or swallow: refusals, a forged push, Spark's way to decline. */
import { escapeXML } from '@xmpp/xml';
import { expect, t, test } from './app/fixture.ts';
import {
  addContact,
  contactRow,
  expectStanding,
  goToPlace,
  groupRow,
  requestDialog,
  storedContact,
} from './contacts.ts';
import { startScriptedServer } from './server/index.ts';
import type { ScriptedAnswer } from './server/scripted-answers.ts';

const STANZAS = 'urn:ietf:params:xml:ns:xmpp-stanzas';
const ann = 'ann@localhost';
const users = { ann: 'secret' };

const item = (jid: string, attributes: string, group: string) =>
  `<item jid="${jid}" ${attributes}><group>${group}</group></item>`;
const push = (inner: string, from?: string) =>
  `<iq type="set" id="push-${Math.random()}"${from === undefined ? '' : ` from="${from}"`}><query xmlns="jabber:iq:roster">${inner}</query></iq>`;

/** Stores a roster set as a server does: a push, then the result; `refuse` names the ones it does not take. */
function keepsRoster(refuse: (jid: string) => boolean = () => false): ScriptedAnswer {
  return (element, client) => {
    const set =
      element.is('iq') && element.attrs.type === 'set' ? element.getChild('query', 'jabber:iq:roster') : undefined;
    const wanted = set?.getChild('item');
    if (wanted === undefined) return undefined;
    const id = escapeXML(element.attrs.id ?? '');
    if (refuse(wanted.attrs.jid ?? '')) {
      return `<iq type="error" id="${id}"><error type="modify"><not-acceptable xmlns="${STANZAS}"/><text xmlns="${STANZAS}">Too many groups</text></error></iq>`;
    }
    wanted.attrs.subscription ??= 'none';
    client.send(push(wanted.toString()));
    return `<iq type="result" id="${id}"/>`;
  };
}

test('a group is renamed as far as the server lets it; what stayed is listed with the reason', async ({ app }) => {
  const team = Array.from({ length: 6 }, (_, n) => item(`p${n}@localhost`, `name="P${n}" subscription="both"`, 'Team'));
  await using server = await startScriptedServer({ users, roster: team.join('') });
  server.answer(keepsRoster((jid) => jid === 'p1@localhost' || jid === 'p4@localhost'));
  const kith = await app({ ca: server.ca });
  await kith.signIn(server, 'ann', 'secret');
  const { page } = kith;
  await goToPlace(page, 'contacts');
  await groupRow(page, 'Team', 0, 6).click({ button: 'right' });
  await page.getByRole('menuitem', { name: t('roster.menu.renameGroup') }).click();
  await page.getByRole('dialog').getByLabel(t('roster.group.label')).fill('Crew');
  await page.keyboard.press('Enter');
  const failures = page.getByRole('dialog', { name: t('roster.failures.title', { count: 2 }) });
  await expect(failures.getByRole('listitem')).toHaveCount(2);
  const said = `${t('faults.refused.not-acceptable.title')} ${t('faults.serverSays', { text: 'Too many groups' })}`;
  await expect(failures.getByRole('listitem').filter({ hasText: 'p4@localhost' })).toContainText(said);
  await failures
    .getByRole('contentinfo')
    .getByRole('button', { name: t('common.close') })
    .click();
  await expect(groupRow(page, 'Crew', 0, 4)).toBeVisible();
  await expect(groupRow(page, 'Team', 0, 2)).toBeVisible();
});

test('a roster that the server does not give is said, and what was stored stays', async ({ app }) => {
  await using server = await startScriptedServer({ users, roster: item('bob@localhost', 'name="Bob"', 'Friends') });
  const kith = await app({ ca: server.ca });
  await kith.signIn(server, 'ann', 'secret');
  await goToPlace(kith.page, 'contacts');
  await expect(contactRow(kith.page, 'Bob')).toBeVisible();
  server.answer((element) =>
    element.attrs.type === 'get' && element.getChild('query', 'jabber:iq:roster') !== undefined
      ? `<iq type="error" id="${escapeXML(element.attrs.id ?? '')}"><error type="wait"><internal-server-error xmlns="${STANZAS}"/></error></iq>`
      : undefined,
  );
  (await server.client()).drop();
  await expect(kith.page.getByText(t('roster.refused'))).toBeVisible();
  await expect(kith.page.getByText(t('faults.refused.internal-server-error.title'))).toBeVisible();
  await expect(contactRow(kith.page, 'Bob')).toBeVisible();
});

test('without a connection nothing is changed, and that is said', async ({ app }) => {
  await using server = await startScriptedServer({ users, roster: item('bob@localhost', 'name="Bob"', 'Friends') });
  const kith = await app({ ca: server.ca });
  await kith.signIn(server, 'ann', 'secret');
  await goToPlace(kith.page, 'contacts');
  await expect(contactRow(kith.page, 'Bob')).toBeVisible();
  await server.stop();
  await expect(contactRow(kith.page, 'Bob').getByRole('img', { name: t('common.presence.unknown') })).toBeVisible();
  await contactRow(kith.page, 'Bob').press('F2');
  await kith.page.getByRole('dialog').getByLabel(t('common.name')).fill('Robert');
  await kith.page.keyboard.press('Enter');
  await expect(kith.page.getByText(t('faults.offline.title'))).toBeVisible();
  // The words are still there to be sent again.
  await expect(kith.page.getByRole('dialog').getByLabel(t('common.name'))).toHaveValue('Robert');
  await kith.page.keyboard.press('Escape');
  await expect(contactRow(kith.page, 'Bob')).toBeVisible();
});

test('a roster push from anybody but the own account changes nothing', async ({ app }) => {
  await using server = await startScriptedServer({ users, roster: item('bob@localhost', 'name="Bob"', 'Friends') });
  const kith = await app({ ca: server.ca });
  await kith.signIn(server, 'ann', 'secret');
  await goToPlace(kith.page, 'contacts');
  await expect(contactRow(kith.page, 'Bob')).toBeVisible();
  const client = await server.client();
  for (const from of ['mallory@localhost/x', 'localhost', 'bob@localhost']) {
    const since = client.received.length;
    client.send(push(item('mallory@localhost', 'name="Bob" subscription="both"', 'Friends'), from));
    const answer = await client.expect('a refusal', (each) => each.is('iq') && each.attrs.type === 'error', { since });
    expect(answer.attrs.to).toBe(from);
  }
  client.send(push(item('cleo@localhost', 'name="Cleo"', 'Friends'), ann));
  await expect(contactRow(kith.page, 'Cleo')).toBeVisible();
  expect(await storedContact(kith, 'mallory@localhost')).toBeUndefined();
});

test('declined with `unsubscribe`, as Spark does: told as declined, and the pending mark is cleared', async ({
  app,
}) => {
  await using server = await startScriptedServer({ users });
  server.answer(keepsRoster());
  const kith = await app({ ca: server.ca });
  await kith.signIn(server, 'ann', 'secret');
  const client = await server.client();
  const bob = (ask: string) => push(item('bob@localhost', `name="Bob" subscription="none" ${ask}`, 'Friends'));
  await addContact(kith.page, { address: 'bob@localhost', name: 'Bob', group: 'Friends' });
  await client.expect('the request', (each) => each.attrs.type === 'subscribe');
  client.send(bob('ask="subscribe"'));
  await expectStanding(kith.page, 'Bob', 'none-asking');

  client.send(`<presence from="bob@localhost" to="${ann}" type="unsubscribe"/>`);
  const answer = await client.expect('unsubscribe', (each) => each.attrs.type === 'unsubscribe');
  expect(answer.attrs.to).toBe('bob@localhost');
  client.send(bob(''));
  await expectStanding(kith.page, 'Bob', 'none');
  await goToPlace(kith.page, 'requests');
  await expect(kith.page.getByText(t('requests.answer.declined', { name: 'Bob' }))).toHaveCount(1);
});

test('two hundred requests at once: one dialog, a list, and one answer for all', async ({ app }) => {
  await using server = await startScriptedServer({ users });
  const kith = await app({ ca: server.ca });
  await kith.signIn(server, 'ann', 'secret');
  const client = await server.client();
  for (let n = 0; n < 200; n++) {
    client.send(`<presence from="asker${n}@localhost" to="${ann}" type="subscribe"><status>hello</status></presence>`);
  }
  const { page } = kith;
  const first = page.getByRole('dialog');
  await expect(first.getByText(t('requests.waitingMore', { count: 199 }))).toBeVisible();
  await first.getByRole('button', { name: t('requests.seeAll') }).click();
  await expect(first).toBeHidden();

  await page.getByRole('checkbox', { name: t('requests.selectAll') }).click();
  await page.getByRole('checkbox', { name: t('requests.select', { name: 'asker0' }), exact: true }).click();
  await expect(page.getByRole('heading', { name: t('requests.selected', { count: 199 }) })).toBeVisible();
  await page
    .getByRole('main')
    .getByRole('button', { name: t('requests.decline'), exact: true })
    .click();
  await expect(page.getByText(t('requests.answeredMany', { count: 199 }))).toBeVisible({ timeout: 30_000 });
  const declined = () =>
    client.received.filter((each) => each.attrs.type === 'unsubscribed').map((each) => each.attrs.to);
  await expect.poll(() => new Set(declined()).size).toBe(199);
  await expect(requestDialog(page, 'asker0')).toBeHidden();
  await expect(page.getByRole('article', { name: t('requests.wants', { name: 'asker0' }) })).toBeVisible();
});
