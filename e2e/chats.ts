/** Conversations as a person finds them in the window, for the stories about them. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { SendState } from '../app/chat/progress.ts';
import { t } from './app/app.ts';

/** The row of a conversation, by the name that it shows. */
export function chatRow(page: Page, name: string): Locator {
  return page
    .getByRole('listbox', { name: t('chat.list') })
    .getByRole('option')
    .filter({ has: page.locator('.chat-row-name').getByText(name, { exact: true }) });
}

export async function openChat(page: Page, name: string): Promise<void> {
  await chatRow(page, name).click();
  await expect(page.getByRole('textbox', { name: t('chat.write', { name }) })).toBeVisible();
}

/** A chat with an address that nothing was written to before. */
export async function startChat(page: Page, address: string): Promise<void> {
  await page.keyboard.press('Control+N');
  const dialog = page.getByRole('dialog', { name: t('chat.new') });
  await dialog.getByRole('combobox').fill(address);
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: t('chat.newDialog.open') }).click();
  await expect(dialog).toBeHidden();
}

export const field = (page: Page): Locator => page.getByRole('main').getByRole('textbox');

export async function write(page: Page, text: string): Promise<void> {
  await field(page).fill(text);
  await field(page).press('Enter');
}

/** The message with exactly these words in the open conversation. */
export function message(page: Page, text: string): Locator {
  return page
    .getByRole('main')
    .getByRole('article')
    .filter({ has: page.locator('.message-body, .message-notice').getByText(text, { exact: true }) });
}

/** How far an own message got, as the window says it. */
export async function expectState(page: Page, text: string, state: SendState): Promise<void> {
  await expect(message(page, text)).toHaveAttribute('data-state', state);
  await expect(
    message(page, text)
      .getByRole('img', { name: t(`chat.state.${state}`) })
      .first(),
  ).toBeAttached();
}
