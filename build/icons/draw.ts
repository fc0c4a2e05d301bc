/**
 * Draws every icon from icon.svg: `node build/icons/draw.ts`. The pictures are kept in the repository, so that a build
 * needs no browser.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { findBrowser, here } from '../../main/shell/chromium/find-browser.ts';
import { fileOfNumber, NUMBERS } from '../../main/shell/electron/tray-icons.ts';
import { ICNS_SIZES, icns, ico, type Size } from './containers.ts';
import { counted, dotted, forDock, greyed, OVERLAYS, TEMPLATES } from './variants.ts';

const folder = import.meta.dirname;

/** Desktop entries take these; Windows' and the Mac's own files have their own. */
const LINUX_SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
/** 100 to 200 per cent of Windows' 16, 32 and 48 pixels. */
const WINDOWS_SIZES = [16, 20, 24, 32, 40, 48, 64, 256];
const WINDOWS_TRAY_SIZES = [16, 20, 24, 32];

const icon = await readFile(join(folder, 'icon.svg'), 'utf8');
const browser = await chromium.launch({
  executablePath: (await findBrowser(here)) ?? '',
  chromiumSandbox: process.getuid?.() !== 0,
});
const page = await browser.newPage();
try {
  for (const size of LINUX_SIZES) await keep(`${size}x${size}.png`, await picture(page, icon, size));
  await keep('icon.png', await picture(page, icon, 512));
  await keep('icon.ico', ico(await sizes(icon, WINDOWS_SIZES)));
  await keep('icon.icns', icns(await sizes(forDock(icon), ICNS_SIZES)));

  const tray = {
    tray: icon,
    'tray-unread': dotted(icon),
    'tray-offline': greyed(icon),
    ...Object.fromEntries(NUMBERS.map((number) => [fileOfNumber('tray', number), counted(icon, number)])),
  };
  for (const [name, svg] of Object.entries(tray)) {
    await twice(name, svg, 22);
    await keep(`${name}.ico`, ico(await sizes(svg, WINDOWS_TRAY_SIZES)));
  }
  for (const [name, svg] of Object.entries(TEMPLATES)) await twice(name, svg, 18);
  for (const [number, svg] of Object.entries(OVERLAYS)) await twice(fileOfNumber('overlay', number), svg, 16);
} finally {
  await browser.close();
}

/** At its size, and twice as large for dense screens. */
async function twice(name: string, svg: string, size: number): Promise<void> {
  await keep(`${name}.png`, await picture(page, svg, size));
  await keep(`${name}@2x.png`, await picture(page, svg, size * 2));
}

async function sizes(svg: string, pixels: readonly number[]): Promise<readonly Size[]> {
  const all: Size[] = [];
  for (const size of pixels) all.push({ size, png: await picture(page, svg, size) });
  return all;
}

async function picture(on: Page, svg: string, size: number): Promise<Buffer> {
  await on.setViewportSize({ width: size, height: size });
  await on.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  return await on.screenshot({ omitBackground: true });
}

function keep(file: string, bytes: Uint8Array): Promise<void> {
  return writeFile(join(folder, file), bytes);
}
