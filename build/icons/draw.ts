/**
 * Draws every icon from icon.svg: `node build/icons/draw.ts`. The pictures are kept in the repository, so that a build
 * needs no browser.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { findBrowser, here } from '../../main/shell/chromium/find-browser.ts';

const folder = import.meta.dirname;

const DOT = '<circle cx="400" cy="112" r="104" fill="#e5484d" stroke="#ffffff" stroke-width="24"/>';
/** The bubbles alone, in one colour: macOS takes only the shape of a menu bar icon. */
const SHAPE = `
  <path d="M180 96h152a124 124 0 0 1 124 124v24a124 124 0 0 1-124 124h-72l-104 80v-86a124 124 0 0 1-100-122v-20a124 124 0 0 1 124-124z" fill="none" stroke="#000" stroke-width="44" stroke-linejoin="round"/>`;
const SHAPE_DOT = '<circle cx="404" cy="116" r="92" fill="#000"/>';

async function main(): Promise<void> {
  const icon = await readFile(join(folder, 'icon.svg'), 'utf8');
  const unread = icon.replace('</svg>', `${DOT}</svg>`);
  const svg = (content: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">${content}</svg>`;
  const overlay = svg('<circle cx="256" cy="256" r="240" fill="#e5484d"/>');

  const browser = await chromium.launch({
    executablePath: (await findBrowser(here)) ?? '',
    chromiumSandbox: process.getuid?.() !== 0,
  });
  const page = await browser.newPage();
  for (const size of [16, 24, 32, 48, 64, 128, 256, 512, 1024]) await draw(page, icon, size, `${size}x${size}.png`);
  await draw(page, icon, 512, 'icon.png');
  for (const [name, picture, size] of [
    ['tray', icon, 22],
    ['tray-unread', unread, 22],
    ['trayTemplate', svg(SHAPE), 18],
    ['trayUnreadTemplate', svg(SHAPE + SHAPE_DOT), 18],
    ['overlay', overlay, 16],
  ] as const) {
    await draw(page, picture, size, `${name}.png`);
    await draw(page, picture, size * 2, `${name}@2x.png`);
  }
  await browser.close();
}

async function draw(page: Page, svg: string, size: number, file: string): Promise<void> {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  await writeFile(join(folder, file), await page.screenshot({ omitBackground: true }));
}

await main();
