/** Contacts and requests as a person finds them in the window, for the stories about them. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { Place } from '../renderer/frame/navigation.ts';
import { type App, t } from './app/app.ts';

export async function goToPlace(page: Page, place: Place): Promise<void> {
  const rail = page.getByRole('navigation', { name: t('frame.places') });
  await rail.getByRole('button', { name: new RegExp(`^${t(`frame.${place}`)}`) }).click();
}

/** The rows of a contact, one for each of their groups. */
export function contactRow(page: Page, name: string): Locator {
  return page.getByRole('treeitem').filter({ has: page.getByText(name, { exact: true }) });
}

export function groupRow(page: Page, name: string, online: number, total: number): Locator {
  return page.getByRole('treeitem', { name: t('roster.groupName', { name, online, total }), exact: true });
}

/** Opens the contact's page and looks at what it says of who sees whom. */
export async function expectStanding(
  page: Page,
  name: string,
  standing: 'both' | 'to' | 'from' | 'from-asking' | 'none' | 'none-asking',
): Promise<void> {
  await goToPlace(page, 'contacts');
  await contactRow(page, name).first().click();
  await expect(
    page.getByRole('main').getByText(t(`roster.standing.${standing}`, { name }), { exact: true }),
  ).toBeVisible();
}

export interface NewContact {
  readonly address: string;
  readonly name?: string;
  readonly group?: string;
  readonly note?: string;
}

export async function fillContact(page: Page, contact: NewContact): Promise<Locator> {
  await page.keyboard.press('Control+Shift+A');
  const dialog = page.getByRole('dialog', { name: t('roster.add.title') });
  await dialog.getByRole('textbox', { name: t('common.address'), exact: true }).fill(contact.address);
  if (contact.name !== undefined) await dialog.getByLabel(t('roster.add.name'), { exact: true }).fill(contact.name);
  if (contact.group !== undefined) {
    await dialog.getByRole('textbox', { name: t('roster.add.group.new') }).fill(contact.group);
  }
  if (contact.note !== undefined) await dialog.getByLabel(t('roster.add.note')).fill(contact.note);
  return dialog;
}

export async function addContact(page: Page, contact: NewContact): Promise<void> {
  const dialog = await fillContact(page, contact);
  await dialog.getByRole('button', { name: t('roster.add.submit') }).click();
  await expect(dialog).toBeHidden();
}

/** The dialog in which somebody asks, who calls themself so or stands so in the roster. */
export function requestDialog(page: Page, name: string): Locator {
  return page.getByRole('dialog', { name: t('requests.wants', { name }) });
}

/** What the page has stored of a contact, as the server told it. */
export async function storedContact(app: App, jid: string): Promise<unknown> {
  return (await app.rows('contacts')).find((row) => row.jid === jid);
}

/** The part of an address that a person without a name is called by. */
export const localPart = (jid: string): string => jid.split('@')[0] ?? jid;
