/** Pictures of people: theirs here, ours there, on both servers. */
import type { Page } from '@playwright/test';
import { expect, SERVERS, type ServerKind, t, test } from './app/fixture.ts';
import { goToPlace } from './contacts.ts';
import { type Colour, png, publishPicture } from './peer-picture.ts';
import { type Peer, startPeer } from './peers/index.ts';

const RED: Colour = [200, 30, 30];
const BLUE: Colour = [30, 30, 200];
const solid = (colour: Colour) => png(48, () => colour);

function setCard(peer: Peer, picture: Buffer): Promise<unknown> {
  const photo = `<PHOTO><TYPE>image/png</TYPE><BINVAL>${picture.toString('base64')}</BINVAL></PHOTO>`;
  return peer.iq('set', `<vCard xmlns="vcard-temp">${photo}</vCard>`);
}

/** What colour the middle of the picture in this element has, or nothing without a picture. */
function colourIn(page: Page, selector: string): Promise<Colour | undefined> {
  return page.evaluate(async (found) => {
    const image = document.querySelector<HTMLImageElement>(`${found} img`);
    if (image === null) return undefined;
    await image.decode();
    const canvas = new OffscreenCanvas(1, 1);
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context?.getImageData(0, 0, 1, 1).data ?? [];
    return [red, green, blue] as const;
  }, selector);
}

const isAbout = (wanted: Colour) => (colour: Colour | undefined) =>
  colour !== undefined && wanted.every((value, index) => Math.abs(value - (colour[index] ?? 0)) < 12);

type Fixtures = Parameters<Parameters<typeof test>[2]>[0];

/** The window signed in, and somebody who is a contact in both directions. */
async function withContact(kind: ServerKind, { servers, person, app }: Pick<Fixtures, 'servers' | 'person' | 'app'>) {
  const server = await servers(kind);
  const [me, { name: user, jid, password }] = await Promise.all([person(server, 'ann'), person(server, 'bob')]);
  await server.seedRoster(me.name, [{ jid, name: 'Bob' }]);
  await server.seedRoster(user, [{ jid: me.jid, name: 'Ann' }]);
  const bob = await startPeer({ server, user, password });
  const kith = await app({ ca: server.ca });
  await kith.signIn(server, me.name, me.password);
  return { server, me, bob, kith };
}

for (const kind of SERVERS) {
  test(`on ${kind}: a contact's picture comes, changes, and is there after a restart`, async ({
    servers,
    person,
    app,
  }) => {
    const { bob, kith } = await withContact(kind, { servers, person, app });
    await using _ = bob;
    await goToPlace(kith.page, 'contacts');
    const shows = (colour: Colour) =>
      expect.poll(async () => isAbout(colour)(await colourIn(kith.page, '.contact-line'))).toBe(true);
    await publishPicture(bob, solid(RED));
    await shows(RED);
    await publishPicture(bob, solid(BLUE));
    await shows(BLUE);
    expect(await kith.rows('pictures')).toHaveLength(1);
    await kith.restart();
    await goToPlace(kith.page, 'contacts');
    await shows(BLUE);
  });

  test(`on ${kind}: the dialog of a stranger shows their picture`, async ({ servers, signedIn, peer }) => {
    const server = await servers(kind);
    const [{ app, me }, bob] = await Promise.all([signedIn(server), peer(server, 'bob')]);
    await setCard(bob, solid(RED));
    await bob.subscribe(me.jid);
    await expect(app.page.getByRole('dialog')).toBeVisible();
    await expect.poll(async () => isAbout(RED)(await colourIn(app.page, '[role="dialog"]'))).toBe(true);
  });

  test(`on ${kind}: the own picture is seen by contacts, and taken away again`, async ({ servers, person, app }) => {
    const { me, bob, kith } = await withContact(kind, { servers, person, app });
    await using _ = bob;
    const { page } = kith;
    const openMenu = () => page.locator('.own-status-button').click();
    await openMenu();
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('menuitem', { name: t('avatars.change') }).click(),
    ]);
    await chooser.setFiles({ name: 'me.png', mimeType: 'image/png', buffer: solid(BLUE) });
    await expect(page.getByText(t('avatars.changed'))).toBeVisible();
    await expect.poll(async () => isAbout(BLUE)(await colourIn(page, '.own-status'))).toBe(true);
    const photo = async () =>
      (await bob.iq('get', '<vCard xmlns="vcard-temp"/>', me.jid)).getChild('vCard')?.getChild('PHOTO');
    expect((await photo())?.getChildText('BINVAL')).toBeTruthy();

    await openMenu();
    await page.getByRole('menuitem', { name: t('avatars.remove') }).click();
    await expect(page.getByText(t('avatars.removed'))).toBeVisible();
    await expect.poll(() => colourIn(page, '.own-status')).toBeUndefined();
    await expect.poll(async () => (await photo())?.getChildText('BINVAL') ?? '').toBe('');
  });
}
