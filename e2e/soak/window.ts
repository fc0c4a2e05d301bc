/** The window as a person uses it, thousands of times: writes into the field, scrolls through the thread, reads the rows. */
import type { Page } from '@playwright/test';
import { type App, t } from '../app/app.ts';
import { type Direction, numberIn } from './numbered.ts';

/** Writes each text into the open conversation's field and presses Enter, one after the other, as fast as the page takes it. */
export async function type(page: Page, texts: readonly string[]): Promise<void> {
  await page.evaluate(async (texts) => {
    const field = document.querySelector<HTMLTextAreaElement>('main textarea');
    if (field === null) throw new Error('no conversation is open');
    const value = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value');
    const turn = () => new Promise((resolve) => setTimeout(resolve));
    for (const text of texts) {
      value?.set?.call(field, text);
      field.dispatchEvent(new Event('input', { bubbles: true }));
      await turn();
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
      for (let turns = 0; field.value !== '' && turns < 1000; turns += 1) await turn();
      if (field.value !== '') throw new Error(`the field keeps ${text}`);
    }
  }, texts);
}

/**
 * The person turns to something else and comes back to the window: it asks itself whether its link still carries. On a busy
 * machine the window system may take longer than this waits; then this was no signal, and the next one may be.
 */
export async function lookAway(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { windowId } = await session.send('Browser.getWindowForTarget');
  const isFocused = (wanted: boolean) =>
    page
      .waitForFunction((wanted) => document.hasFocus() === wanted, wanted, { polling: 20, timeout: 3000 })
      .catch(() => undefined);
  await session.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'minimized' } });
  await isFocused(false);
  await session.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'normal' } });
  await session.send('Page.bringToFront');
  await isFocused(true);
  await session.detach();
}

/** How many rows a table has; reading them would be work for the page. */
export function countRows(app: App, table: string): Promise<number> {
  return app.page.evaluate(
    (name) =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('kith');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const count = opening.result.transaction(name).objectStore(name).count();
          count.onsuccess = () => {
            opening.result.close();
            resolve(count.result);
          };
          count.onerror = () => reject(count.error);
        };
      }),
    table,
  );
}

export interface StoredMessage {
  readonly own: boolean;
  readonly body: string;
  readonly order: number;
  readonly archiveId?: string;
  readonly outbox?: string;
}

/** The messages of one conversation as they are in the database, in its order. */
export async function storedMessages(app: App, peer: string): Promise<StoredMessage[]> {
  const rows = (await app.rows('entries')) as unknown as (StoredMessage & { kind: string; peer: string })[];
  return rows.filter((row) => row.kind === 'message' && row.peer === peer).sort((a, b) => a.order - b.order);
}

export const numbersOf = (messages: readonly { readonly body: string }[], direction: Direction): number[] =>
  messages.map(({ body }) => numberIn(direction, body)).filter((number) => number !== undefined);

/** Prints where the numbers of what came in do not go up by one. */
export function tellJumps(messages: readonly StoredMessage[]): void {
  let before = 0;
  for (const message of messages) {
    const number = numberIn('in', message.body);
    if (number === undefined) continue;
    if (number !== before + 1) {
      console.log(`in-${number} after in-${before}: ${JSON.stringify({ ...message, body: '' })}`);
    }
    before = number;
  }
}

/**
 * Turns the wheel over the open conversation, up to its beginning, down to its end and up again, and gives what stood there
 * each time: the texts of the rows that were there at once, in their order. `count`: how many rows there are to pass; rejects
 * when many times as many turns, or hundreds that change nothing, do not arrive where the window says that this is the end.
 */
export async function viewsOfThread(page: Page, count: number): Promise<string[][]> {
  const list = page.locator('main .thread-list');
  await list.hover();
  const [beginning] = t('chat.beginning', { name: '\0' }).split('\0');
  const rows = () =>
    list.evaluate(async (list, beginning) => {
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const found = [...list.querySelectorAll<HTMLElement>('article[data-message]')];
      // What stands in for the rows that are loaded and not drawn.
      const { paddingTop, paddingBottom } = list.querySelector<HTMLElement>('ol')?.style ?? {};
      return {
        texts: found.map((row) => row.querySelector('.message-body')?.textContent ?? ''),
        height: list.clientHeight,
        place: `${found[0]?.dataset.message} ${found.at(-1)?.dataset.message} ${list.scrollTop} of ${list.scrollHeight}`,
        around: `${paddingTop} above, ${paddingBottom} below`,
        isBeginning: list.querySelector('.thread-end')?.textContent?.startsWith(beginning) ?? false,
        isEnd: document.querySelector('main .thread-jump') === null,
      };
    }, beginning ?? '');
  const views: string[][] = [];
  /** Turns it one way until nothing changes any more at the end; what is out of view is read from the database meanwhile. */
  const turn = async (screens: number) => {
    const places: string[] = [];
    let isThere = false;
    for (let same = 0, before = '', turns = 0; same < 25 || !isThere; turns += 1) {
      if (turns > count + 1000 || same > 500) {
        throw new Error(`the wheel leads to no end of ${count} rows:\n${places.slice(-10).join('\n')}`);
      }
      const { texts, height, place, around, isBeginning, isEnd } = await rows();
      views.push(texts);
      isThere = screens < 0 ? isBeginning : isEnd;
      if (place !== before && same > 25) console.log(`nothing changed for ${same} turns before ${texts[0]}`);
      same = place === before ? same + 1 : 0;
      before = place;
      places.push(`${texts[0]} … ${texts.at(-1)} ${place}, ${around}`);
      await page.mouse.wheel(0, Math.round(height * screens));
    }
  };
  await turn(-20);
  // 1200 px more than a screen are drawn: no row is passed over.
  await turn(1.2);
  await turn(-1.2);
  return views;
}
