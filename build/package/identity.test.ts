/** What the system knows Kith by has to be one name everywhere, or icons, notifications and links go to nobody. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { APP_ID } from '../../main/app-id.ts';
import packageFile from '../../package.json' with { type: 'json' };
import { root } from '../bundle.ts';

interface Config {
  readonly appId: string;
  readonly productName: string;
  readonly asar: boolean;
  readonly artifactName: string;
  readonly protocols: readonly { readonly schemes: readonly string[] }[];
  readonly linux: {
    readonly executableName: string;
    readonly syncDesktopName: boolean;
    readonly desktop: { readonly entry: Readonly<Record<string, string>> };
  };
  readonly mac: { readonly icon: string; readonly entitlements: string; readonly hardenedRuntime: boolean };
  readonly win: { readonly icon: string };
  readonly nsis: Readonly<Record<string, unknown>>;
}
const config = load(await readFile(join(root, 'electron-builder.yml'), 'utf8')) as Config;
const { entry } = config.linux.desktop;

test('one id: packages, desktop entry, window, AppUserModelID', async () => {
  expect(config.appId).toBe(APP_ID);
  // A name with dots that reads from the general to the particular, as Flatpak and D-Bus want it.
  expect(APP_ID).toMatch(/^[a-z]+(\.[A-Za-z][A-Za-z0-9]*){2,}$/);
  expect(packageFile.desktopName).toBe(`${APP_ID}.desktop`);
  expect(config.linux.syncDesktopName).toBe(true);
  expect(entry.StartupWMClass).toBe(APP_ID);
  expect(packageFile.productName).toBe(config.productName);
  // A space in the program's path breaks Chromium's sandbox on Debian; the desktop entry's Exec needs no quotes.
  expect(config.linux.executableName).toMatch(/^[a-z]+$/);
});

test('xmpp: links lead to Kith on each system', async () => {
  expect(config.protocols.flatMap(({ schemes }) => schemes)).toEqual(['xmpp']);
  expect(entry.MimeType).toBe('x-scheme-handler/xmpp;');
  expect(await readFile(join(root, 'main', 'electron.ts'), 'utf8')).toContain("setAsDefaultProtocolClient('xmpp')");
});

test('what is started is what is packaged', () => {
  expect(packageFile.main).toBe('dist/electron/main.js');
  expect(config.asar).toBe(true);
  for (const file of [config.mac.icon, config.win.icon, config.mac.entitlements]) {
    expect(existsSync(join(root, file)), file).toBe(true);
  }
  // Programs for two processors must not have one name: the updater picks by it.
  expect(config.artifactName).toMatch(/-\$\{arch\}\./);
  expect(config.nsis.buildUniversalInstaller).toBe(false);
  expect(config.nsis.deleteAppDataOnUninstall).toBe(false);
  expect(config.mac.hardenedRuntime).toBe(true);
});
