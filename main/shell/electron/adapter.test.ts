/** The adapter's decisions, with stand-ins for what Electron would hand in: no Electron starts here. */
import { mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as ElectronModule from 'electron';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pageFiles } from '../page-files.ts';
import { CONTENT_SECURITY_POLICY } from '../page-policy.ts';
import type { NotificationEvent } from '../shell.ts';
import { keptLog } from '../testing/kept-log.ts';
import { type Cleanup, cleanup, temporaryFolder } from '../testing/surroundings.ts';
import { isElectronFlag, ownArguments } from './command-line.ts';
import { contextMenu } from './menus.ts';
import { electronNotifications } from './notifications.ts';
import { ORIGIN, serveOrigin } from './origin.ts';
import { sealContents, sealSession } from './seal.ts';
import { electronSecrets } from './secrets.ts';
import { electronTray } from './tray.ts';
import { windowOptions } from './window.ts';
import { readBounds, writeBounds } from './window-bounds.ts';
import { isOurPage } from './wire.ts';

let clean: Cleanup;
let folder: string;
beforeEach(async () => {
  clean = cleanup();
  folder = await temporaryFolder(clean, 'electron');
});
afterEach(() => clean.run());

/** Remembers what it is given under each event or setter, and calls it back. */
function recorder() {
  const given = new Map<string, ((...args: never[]) => unknown)[]>();
  const keep = (name: string, listener: unknown) => {
    given.set(name, [...(given.get(name) ?? []), listener as (...args: never[]) => unknown]);
  };
  return {
    keep,
    on: (name: string, listener: unknown) => keep(name, listener),
    call: (name: string, ...args: unknown[]) =>
      (given.get(name) ?? []).map((listener) => (listener as (...all: unknown[]) => unknown)(...args)),
  };
}

describe('whose call it is', () => {
  const contents = { id: 7 };
  const frame = { url: `${ORIGIN}/`, parent: null };
  const event = (senderFrame: unknown, id = 7) => ({ senderFrame, sender: { id } }) as never;

  test.each([
    ['our page', event(frame), true],
    ['its path and query', event({ ...frame, url: `${ORIGIN}/index.html?x#y` }), true],
    ['a frame that is gone', event(null), false],
    ['another origin', event({ ...frame, url: 'https://example.org/' }), false],
    ['an origin that only begins like ours', event({ ...frame, url: `${ORIGIN}.example/` }), false],
    ['a frame inside our page', event({ ...frame, parent: frame }), false],
    ['another window', event(frame, 8), false],
  ])('%s: %#', (_what, given, expected) => {
    expect(isOurPage(given, contents)).toBe(expected);
  });

  test('the address of a frame that is gone is not even asked', () => {
    const gone = {
      senderFrame: null,
      get sender(): never {
        throw new Error('asked');
      },
    };
    expect(isOurPage(gone as never, contents)).toBe(false);
  });
});

describe('the page’s files', () => {
  beforeEach(async () => {
    await mkdir(join(folder, 'pages', 'assets'), { recursive: true });
    await writeFile(join(folder, 'pages', 'index.html'), '<p>page');
    await writeFile(join(folder, 'pages', 'assets', 'a b.js'), 'script');
    await writeFile(join(folder, 'secret.txt'), 'secret');
    await symlink(join(folder, 'secret.txt'), join(folder, 'pages', 'link.txt'));
  });

  async function request(url: string, method = 'GET'): Promise<Response> {
    let handler: ((request: { method: string; url: string }) => Promise<Response>) | undefined;
    const protocol = {
      handle: (scheme: string, given: unknown) => {
        expect(scheme).toBe('app');
        handler = given as typeof handler;
      },
    };
    serveOrigin(protocol as never, pageFiles(join(folder, 'pages'), ORIGIN));
    if (handler === undefined) throw new Error('no handler');
    return handler({ method, url });
  }

  test('come with their type and the policy', async () => {
    const page = await request(`${ORIGIN}/`);
    expect([page.status, await page.text()]).toEqual([200, '<p>page']);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
    expect((await request(`${ORIGIN}/assets/a%20b.js?v=1`)).headers.get('content-type')).toContain('text/javascript');
  });

  test.each([
    `${ORIGIN}/../secret.txt`,
    `${ORIGIN}/%2e%2e/secret.txt`,
    `${ORIGIN}/%2e%2e%2fsecret.txt`,
    `${ORIGIN}/assets/..%2f..%2fsecret.txt`,
    `${ORIGIN}/..%5csecret.txt`,
    `${ORIGIN}/link.txt`,
    `${ORIGIN}/%00`,
    `${ORIGIN}/%ff`,
    `${ORIGIN}/assets`,
    `${ORIGIN}//etc/passwd`,
    'app://other/index.html',
    'app://kith.example/index.html',
    'https://kith/index.html',
  ])('nothing else does: %s', async (url) => {
    const answer = await request(url);
    expect([403, 404]).toContain(answer.status);
    expect(await answer.text()).toBe('');
    expect(answer.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
  });

  test('only to GET', async () => {
    expect((await request(`${ORIGIN}/`, 'POST')).status).toBe(405);
  });
});

describe('the sealed session', () => {
  async function sealed(platform: NodeJS.Platform = 'linux') {
    const { keep, on, call } = recorder();
    const values: Record<string, unknown> = {};
    await sealSession(
      {
        on,
        setPermissionRequestHandler: (handler: unknown) => keep('request', handler),
        setPermissionCheckHandler: (handler: unknown) => keep('check', handler),
        setDevicePermissionHandler: (handler: unknown) => keep('device', handler),
        setDisplayMediaRequestHandler: (handler: unknown) => keep('display', handler),
        setSpellCheckerEnabled: (value: boolean) => {
          values.spelling = value;
        },
        setProxy: async (value: unknown) => {
          values.proxy = value;
        },
        webRequest: { onBeforeRequest: (handler: unknown) => keep('web-request', handler) },
      } as never,
      platform,
    );
    return { call, values };
  }
  const answerOf = (call: (name: string, ...args: unknown[]) => unknown, name: string, ...args: unknown[]) => {
    let answer: unknown;
    call(name, ...args, (given: unknown) => {
      answer = given;
    });
    return answer;
  };

  test('grants copying to our page, and no other permission to anybody', async () => {
    const { call } = await sealed();
    const request = (permission: string, requestingUrl: string) => {
      let granted: unknown;
      call(
        'request',
        {},
        permission,
        (answer: boolean) => {
          granted = answer;
        },
        { requestingUrl },
      );
      return granted;
    };
    expect(request('clipboard-sanitized-write', `${ORIGIN}/`)).toBe(true);
    expect(request('clipboard-sanitized-write', 'https://example.org/')).toBe(false);
    for (const permission of [
      'notifications',
      'media',
      'geolocation',
      'clipboard-read',
      'openExternal',
      'fullscreen',
    ]) {
      expect(request(permission, `${ORIGIN}/`)).toBe(false);
      expect(call('check', {}, permission, ORIGIN)).toEqual([false]);
    }
    expect(call('check', {}, 'clipboard-sanitized-write', ORIGIN)).toEqual([true]);
    expect(call('check', null, 'clipboard-sanitized-write', 'https://example.org')).toEqual([false]);
    expect(call('device', {})).toEqual([false]);
    expect(answerOf(call, 'display', {})).toBe(null);
  });

  test('lets no request out', async () => {
    const { call, values } = await sealed();
    const cancelled = (url: string) => (answerOf(call, 'web-request', { url }) as { cancel: boolean }).cancel;
    expect([`${ORIGIN}/index.html`, `blob:${ORIGIN}/1`, 'data:,x'].map(cancelled)).toEqual([false, false, false]);
    for (const url of ['https://example.org/', 'ws://127.0.0.1/', 'file:///etc/passwd', `${ORIGIN}.example/`]) {
      expect(cancelled(url)).toBe(true);
    }
    expect(values.proxy).toEqual({ proxyRules: 'socks5://127.0.0.1:1', proxyBypassRules: '<-loopback>' });
    expect(values.spelling).toBe(false);
    expect((await sealed('darwin')).values.spelling).toBe(true);
  });

  test('keeps the page where it is', () => {
    const { on, call } = recorder();
    let opener: (() => unknown) | undefined;
    let policy: unknown;
    sealContents({
      on,
      setWindowOpenHandler: (handler: () => unknown) => {
        opener = handler;
      },
      setWebRTCIPHandlingPolicy: (value: unknown) => {
        policy = value;
      },
    } as never);
    const prevented = (name: string, url: string) => {
      let stopped = false;
      call(name, {
        url,
        preventDefault() {
          stopped = true;
        },
      });
      return stopped;
    };
    expect(opener?.()).toEqual({ action: 'deny' });
    expect(policy).toBe('disable_non_proxied_udp');
    for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
      expect(prevented(name, `${ORIGIN}/index.html`)).toBe(false);
      for (const url of ['https://example.org/', 'file:///etc/passwd', 'about:blank', `${ORIGIN}.example/`]) {
        expect(prevented(name, url)).toBe(true);
      }
    }
    expect(prevented('will-attach-webview', '')).toBe(true);
  });

  test('the window is sandboxed', () => {
    expect(windowOptions('preload.cjs', undefined, false).webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    });
  });
});

describe('secrets', () => {
  const storage = (backend: string, available = true) => ({
    getSelectedStorageBackend: () => backend as 'basic_text',
    isAsyncEncryptionAvailable: async () => available,
    encryptStringAsync: async (text: string) => Buffer.from(`${backend}:${text}`).map((byte) => byte ^ 0x55) as Buffer,
    decryptStringAsync: async (data: Buffer) => ({
      shouldReEncrypt: false,
      result: Buffer.from(data.map((byte) => byte ^ 0x55))
        .toString()
        .slice(backend.length + 1),
    }),
  });
  const secrets = (backend: string, platform: NodeJS.Platform = 'linux', available = true) =>
    electronSecrets({
      safeStorage: storage(backend, available),
      file: join(folder, 'secrets.json'),
      platform,
      log: keptLog(),
    });

  test('are stored for this user only, and found again', async () => {
    const first = secrets('gnome_libsecret');
    expect(await first.backend()).toBe('gnome_libsecret');
    expect(await Promise.all([first.store('a', 'Pässwörd'), first.store('b', 'other')])).toEqual(['stored', 'stored']);
    expect((await stat(join(folder, 'secrets.json'))).mode & 0o777).toBe(0o600);
    expect(await readFile(join(folder, 'secrets.json'), 'utf8')).not.toContain('sswör');
    const later = secrets('gnome_libsecret');
    expect(await later.read('a')).toEqual({ kind: 'found', secret: 'Pässwörd' });
    expect(await later.read('c')).toEqual({ kind: 'absent' });
    expect(await later.remove('a')).toBe('done');
    expect(await later.read('a')).toEqual({ kind: 'absent' });
    expect(await later.read('b')).toEqual({ kind: 'found', secret: 'other' });
  });

  test('a key that everybody has is no keychain', async () => {
    for (const backend of ['basic_text', 'unknown']) {
      expect(await secrets(backend).backend()).toBeUndefined();
      expect(await secrets(backend).store('a', 'x')).toBe('unsupported');
      expect(await secrets(backend).read('a')).toEqual({ kind: 'unsupported' });
    }
    expect(await secrets('', 'darwin', false).store('a', 'x')).toBe('unsupported');
    expect(await secrets('', 'darwin').backend()).toBe('keychain');
    expect(await secrets('', 'win32').backend()).toBe('dpapi');
  });

  test('of another backend are neither read nor overwritten', async () => {
    await secrets('kwallet5').store('a', 'x');
    expect(await secrets('gnome_libsecret').read('a')).toEqual({ kind: 'failed' });
    expect(await secrets('basic_text').read('a')).toEqual({ kind: 'failed' });
    expect(await secrets('kwallet5').read('a')).toEqual({ kind: 'found', secret: 'x' });
  });

  test('a damaged file fails and stays', async () => {
    await writeFile(join(folder, 'secrets.json'), '{"a":');
    expect(await secrets('kwallet5').read('a')).toEqual({ kind: 'failed' });
    expect(await secrets('kwallet5').store('a', 'x')).toBe('failed');
    expect(await readFile(join(folder, 'secrets.json'), 'utf8')).toBe('{"a":');
  });
});

test('notifications hold on to what is shown and tell what was done with it', async () => {
  const made: ReturnType<typeof fake>[] = [];
  function fake(options: ElectronModule.NotificationConstructorOptions) {
    const { on, call } = recorder();
    return {
      options,
      on,
      once: on,
      call,
      shown: 0,
      closed: 0,
      show() {
        this.shown += 1;
      },
      close() {
        this.closed += 1;
      },
    };
  }
  const port = electronNotifications({
    create: (options) => {
      const one = fake(options);
      made.push(one);
      return one as never;
    },
    isSupported: () => true,
    log: keptLog(),
  });
  const events: NotificationEvent[] = [];
  port.onEvent((event) => events.push(event));
  const request = { id: 'a', title: 'T', body: '<b>', actions: [{ id: 'yes', label: 'Yes' }], silent: true };
  const first = port.show({ ...request, replyPlaceholder: 'Answer' });
  expect(made[0]?.options).toMatchObject({ body: '<b>', hasReply: true, actions: [{ type: 'button', text: 'Yes' }] });
  made[0]?.call('show', {});
  expect(await first).toBe('shown');
  made[0]?.call('click', {});
  made[0]?.call('action', { actionIndex: 0 });
  made[0]?.call('action', { actionIndex: 3 });
  made[0]?.call('reply', { reply: 'Hi' });

  const second = port.show(request);
  expect(made[0]?.closed).toBe(1);
  made[0]?.call('close', {});
  made[1]?.call('failed', {}, 'not signed');
  expect(await second).toBe('failed');
  const third = port.show(request);
  made[2]?.call('show', {});
  await third;
  port.remove('a');
  expect(made[2]?.closed).toBe(1);
  made[2]?.call('close', {});
  expect(events).toEqual([
    { kind: 'click', id: 'a' },
    { kind: 'action', id: 'a', action: 'yes' },
    { kind: 'reply', id: 'a', text: 'Hi' },
    { kind: 'closed', id: 'a' },
  ]);
});

test('the tray is made once, marked when something is unread, and says where there is none', () => {
  const calls: string[] = [];
  let available = false;
  const { on, call } = recorder();
  let menu: ElectronModule.MenuItemConstructorOptions[] = [];
  const tray = electronTray({
    createTray: (image) => {
      calls.push(`made ${image as unknown as string}`);
      return {
        on,
        setImage: (next: string) => calls.push(`image ${next}`),
        setToolTip: (text: string) => calls.push(`tip ${text}`),
        setTitle: (text: string) => calls.push(`title ${text}`),
        setContextMenu: () => calls.push('menu'),
        destroy: () => calls.push('destroyed'),
      } as never;
    },
    buildMenu: (items) => {
      menu = items;
      return {} as never;
    },
    image: (unread) => (unread ? 'unread' : 'plain') as never,
    platform: 'linux',
    available: () => available,
    onAvailable: () => () => undefined,
  });
  const state = {
    tooltip: 'Kith',
    unread: 'none',
    count: 0,
    menu: [{ id: 'show', label: 'Show' }, 'separator'],
  } as const;
  expect(tray.set(state)).toBe('unsupported');
  expect(tray.isShown()).toBe(false);
  available = true;
  expect(tray.set(state)).toBe('done');
  expect(tray.set({ ...state, unread: 'count', count: 3, tooltip: '3 unread' })).toBe('done');
  expect(tray.set({ ...state, unread: 'some' })).toBe('done');
  expect(calls).toEqual(['made plain', 'tip Kith', 'menu', 'image unread', 'tip 3 unread', 'menu', 'tip Kith', 'menu']);

  const told: string[] = [];
  tray.onClick(() => told.push('click'));
  tray.onMenu((id) => told.push(id));
  call('click');
  menu[0]?.click?.({} as never, undefined, {} as never);
  expect(told).toEqual(['click', 'show']);
  expect(menu[1]).toEqual({ type: 'separator' });
  tray.set(undefined);
  expect(calls.at(-1)).toBe('destroyed');
  expect(tray.isShown()).toBe(false);
});

test('the context menu has what fits the place', () => {
  const words = new Proxy({}, { get: (_target, name) => name }) as never;
  const none = {
    misspelledWord: '',
    dictionarySuggestions: [],
    linkURL: '',
    selectionText: '',
    isEditable: false,
    editFlags: { canCut: false, canCopy: true, canPaste: true, canSelectAll: true } as never,
  };
  const labels = (params: Partial<typeof none>) =>
    contextMenu(words, { ...none, ...params }, {} as never, () => undefined).map((item) => item.label ?? '-');
  expect(labels({})).toEqual([]);
  expect(labels({ selectionText: 'x' })).toEqual(['copy']);
  expect(labels({ linkURL: 'https://x/', selectionText: 'x' })).toEqual(['copyLink', '-', 'copy']);
  expect(labels({ isEditable: true, misspelledWord: 'helo', dictionarySuggestions: ['hello'] as never })).toEqual([
    'hello',
    'addToDictionary',
    '-',
    'cut',
    'copy',
    'paste',
    'selectAll',
  ]);
});

test('the window comes back where it was, if that is on a screen', () => {
  const file = join(folder, 'window.json');
  const screens = [{ x: 0, y: 0, width: 1_920, height: 1_080 }];
  const usual = readBounds(file, screens);
  const there = { x: 100, y: 50, width: 900, height: 700, maximised: true };
  writeBounds(file, there);
  expect(readBounds(file, screens)).toEqual(there);
  writeBounds(file, { ...there, x: 2_500 });
  expect(readBounds(file, screens)).toEqual(usual);
  writeBounds(file, { ...there, y: -200 });
  expect(readBounds(file, screens)).toEqual(usual);
  writeBounds(file, { ...there, width: 5 });
  expect(readBounds(file, screens)).toEqual(usual);
});

test('what is Electron’s on the command line is told from what is ours', () => {
  expect(ownArguments(['electron', '--no-sandbox', '/app', '--hidden'], false, '/app')).toEqual(['--hidden']);
  expect(ownArguments(['electron', '-r', '/loader.js', '/app/'], false, '/app')).toEqual([]);
  expect(ownArguments(['kith', '--no-sandbox', '--hidden'], true, '/app')).toEqual(['--no-sandbox', '--hidden']);
  expect(['--no-sandbox', '--ozone-platform=x11', '--hidden', '--no-sandboxes'].map(isElectronFlag)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
