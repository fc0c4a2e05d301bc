import { describe, expect, test } from 'vitest';
import { recorder } from '../testing/recorder.ts';
import { ORIGIN } from './origin.ts';
import { sealContents, sealSession } from './seal.ts';
import { windowOptions } from './window.ts';

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

  test('grants our page copying and a database that stays, and no other permission to anybody', async () => {
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
    expect(request('persistent-storage', `${ORIGIN}/`)).toBe(true);
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
