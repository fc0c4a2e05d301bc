import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageSize } from 'image-size';
import { expect, test } from 'vitest';
import { overlayIcon, trayFiles, trayIcon } from './tray-icons.ts';

const icons = join(import.meta.dirname, '..', '..', '..', 'build', 'icons');
const calm = { unread: 'none', count: 0, offline: false } as const;

test('the tray’s picture says how much is unread, in each system’s way', () => {
  expect(trayIcon(calm, 'linux')).toBe('tray.png');
  expect(trayIcon({ ...calm, offline: true }, 'linux')).toBe('tray-offline.png');
  expect(trayIcon({ ...calm, unread: 'some', offline: true }, 'linux')).toBe('tray-unread.png');
  expect(trayIcon({ ...calm, unread: 'count', count: 3 }, 'linux')).toBe('tray-3.png');
  expect(trayIcon({ ...calm, unread: 'count', count: 120 }, 'win32')).toBe('tray-9plus.ico');
  expect(trayIcon({ ...calm, unread: 'count', count: 0 }, 'linux')).toBe('tray-unread.png');
  expect(trayIcon(calm, 'darwin')).toBe('trayTemplate.png');
  expect(trayIcon({ ...calm, offline: true }, 'darwin')).toBe('trayOfflineTemplate.png');
  expect(trayIcon({ ...calm, unread: 'count', count: 3 }, 'darwin')).toBe('trayUnreadTemplate.png');
  expect([overlayIcon(0), overlayIcon(9), overlayIcon(10)]).toEqual([undefined, 'overlay-9.png', 'overlay-9plus.png']);
});

test('every picture is drawn, square, and twice as large beside it', () => {
  expect(trayFiles()).toHaveLength(13 + 13 + 3 + 10);
  for (const file of trayFiles()) {
    const { width, height, images } = imageSize(readFileSync(join(icons, file)));
    expect(width, file).toBe(height);
    if (file.endsWith('.ico')) {
      expect(images?.map((image) => image.width).sort(), file).toEqual([16, 20, 24, 32]);
    } else {
      expect(imageSize(readFileSync(join(icons, file.replace('.png', '@2x.png')))).width, file).toBe(width * 2);
    }
  }
});
