/** The Chromium shell with a real browser on a display of its own; a small page stands in for the renderer. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CallHandler, WindowState } from '../shell.ts';
import { type ChromiumRun, runChromium } from '../testing/chromium-run.ts';
import {
  type Cleanup,
  cleanup,
  output,
  startDisplay,
  startProgram,
  temporaryFolder,
  until,
} from '../testing/surroundings.ts';
import { ORIGIN } from './flags.ts';

const clean = cleanup();
let display: { readonly DISPLAY: string };

beforeAll(async () => {
  display = await startDisplay(clean);
  vi.stubEnv('DISPLAY', display.DISPLAY);
  vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', 'unix:path=/nowhere');
});
afterAll(async () => {
  await clean.run();
  vi.unstubAllEnvs();
});

/** What the page's own scripts see. */
interface PageWindow {
  kithWire: {
    call(name: string, args: unknown): Promise<unknown>;
    onMessage(listener: (message: unknown) => void): void;
  };
  heard: unknown[];
  attempts: Readonly<Record<string, unknown>>;
  kithSend?: (text: string) => void;
}

const LISTEN = 'window.heard = []; window.kithWire.onMessage((message) => window.heard.push(message));';
/** By the page's own script: what a debugger runs is let through. */
const ATTEMPTS = `
  const attempt = (step) => { try { return step(); } catch (error) { return error.name; } };
  window.inline = 'not run';
  const script = document.createElement('script');
  attempt(() => { script.textContent = 'window.inline = "run"'; });
  document.body.append(script);
  window.attempts = {
    evaluated: attempt(() => eval('1 + 1')),
    inline: window.inline,
    markup: attempt(() => { document.createElement('div').innerHTML = '<b>x</b>'; return 'set'; }),
    frozen: Object.isFrozen(window.kithWire),
  };
`;
const echo: CallHandler = async (name, args) => ({ name, args });

describe('one run', () => {
  const own = cleanup();
  let run: ChromiumRun;
  let called: string[];

  beforeAll(async () => {
    run = await runChromium(own, { script: LISTEN + ATTEMPTS });
  });
  afterAll(own.run);
  beforeEach(() => {
    called = [];
    return run.shell.wire.onCall((name, args) => {
      called.push(name);
      return echo(name, args);
    });
  });

  test('a call goes to the handler and its answer back', async () => {
    const args = { text: 'Grüße, 你好, 👋', list: [1, null, true] };
    const answer = await run.page.evaluate(
      (given) => (window as unknown as PageWindow).kithWire.call('hello', given),
      args,
    );
    expect(answer).toEqual({ name: 'hello', args });
  });

  test('a failed call is a rejection without details', async () => {
    const undo = run.shell.wire.onCall(() => Promise.reject(new Error('the secret reason')));
    const said = await run.page.evaluate(() =>
      (window as unknown as PageWindow).kithWire.call('hello', null).catch((error: Error) => error.message),
    );
    expect(said).toBe('The call failed.');
    undo();
  });

  test('messages arrive all, once and in order', async () => {
    await run.page.evaluate(() => {
      (window as unknown as PageWindow).heard = [];
    });
    const all = Array.from({ length: 5_000 }, (_, index) => ({ index, text: `Nr. ${index}` }));
    for (const message of all) run.shell.wire.post(message);
    await run.page.waitForFunction(() => (window as unknown as PageWindow).heard.length >= 5_000);
    expect(await run.page.evaluate(() => (window as unknown as PageWindow).heard)).toEqual(all);
  });

  test('it is a secure page of our origin without a way to run strings', async () => {
    const facts = await run.page.evaluate(() => {
      const { attempts, kithSend } = window as unknown as PageWindow;
      return { ...attempts, origin: location.origin, secure: isSecureContext, binding: typeof kithSend };
    });
    expect(facts).toEqual({
      origin: ORIGIN,
      secure: true,
      evaluated: 'EvalError',
      inline: 'not run',
      markup: 'TypeError',
      frozen: true,
      binding: 'undefined',
    });
  });

  test('a call out of another frame is not answered', async () => {
    const could = await run.page.evaluate(async () => {
      const frame = document.body.appendChild(document.createElement('iframe'));
      const send = (frame.contentWindow as unknown as PageWindow).kithSend;
      send?.(JSON.stringify({ kind: 'call', id: 1, name: 'from-frame', args: null }));
      await (window as unknown as PageWindow).kithWire.call('afterwards', null);
      frame.remove();
      return typeof send;
    });
    expect(could).toBe('function');
    expect(called).toEqual(['afterwards']);
  });

  test('a document of another origin is not answered, and ours comes back', async () => {
    const stranger = `<script>kithSend(JSON.stringify({ kind: 'call', id: 1, name: 'from-stranger', args: null })); document.title = typeof kithSend;</script>`;
    const ready = new Promise<void>((resolve) => {
      const undo = run.shell.wire.onPage((event) => {
        if (event !== 'ready') return;
        undo();
        resolve();
      });
    });
    await run.page.goto(`data:text/html,${encodeURIComponent(stranger)}`).catch(() => undefined);
    await ready;
    expect(run.log.lines.at(-1)?.event).toContain('left our origin');
    await run.page.waitForURL(`${ORIGIN}/`);
    await run.page.evaluate(() => (window as unknown as PageWindow).kithWire.call('ours', null));
    expect(called).toEqual(['ours']);
  });

  test('it goes nowhere: neither by script, nor by a link, nor in a new window', async () => {
    await run.page.evaluate(() => {
      const button = document.getElementById('button') as HTMLButtonElement;
      button.onclick = () => {
        window.open('https://example.org/popup');
        window.open('about:blank');
        window.open(`${location.origin}/index.html`);
      };
      location.href = 'https://example.org/';
    });
    // A bare press: `click` would wait for the navigation that never comes.
    const box = await run.page.evaluate(() => document.getElementById('button')?.getBoundingClientRect().toJSON());
    await run.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await run.page.evaluate(() => (window as unknown as PageWindow).kithWire.call('still-here', null));
    expect(called).toEqual(['still-here']);
    await until(() => run.browser.contexts()[0]?.pages().length === 1, 'the new windows to be closed');
    expect(run.page.url()).toBe(`${ORIGIN}/`);
  });

  test('no permission is granted', async () => {
    const granted = await run.page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'];
      const states = await Promise.all(
        names.map(async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state),
      );
      const camera = await navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => 'granted',
        () => 'refused',
      );
      return { states, asked: await Notification.requestPermission(), camera };
    });
    expect(granted).toEqual({ states: Array(5).fill('denied'), asked: 'denied', camera: 'refused' });
  });

  test('but copying by a press of a button', async () => {
    await run.page.evaluate(() => {
      const button = document.getElementById('button') as HTMLButtonElement;
      button.onclick = () => {
        navigator.clipboard.writeText('copied').then(
          () => {
            document.title = 'copied';
          },
          (error: Error) => {
            document.title = error.message;
          },
        );
      };
    });
    await run.page.click('#button');
    await vi.waitFor(async () => expect(await run.page.title()).toBe('copied'));
  });

  test('a reloaded page and a crashed one are there again, and say so', async () => {
    const events: string[] = [];
    const undo = run.shell.wire.onPage((event) => events.push(event));
    run.shell.window.reload();
    await vi.waitFor(() => expect(events).toEqual(['gone', 'ready']), { timeout: 10_000 });
    const debug = await run.page.context().newCDPSession(run.page);
    debug.send('Page.crash').catch(() => undefined);
    await vi.waitFor(() => expect(events).toEqual(['gone', 'ready', 'gone', 'ready']), { timeout: 10_000 });
    undo();
  });
});

describe('a run each', () => {
  let own: Cleanup;
  beforeEach(() => {
    own = cleanup();
  });
  afterEach(() => own.run());

  test('what is posted before the page listens is dropped, not kept for a later page', async () => {
    const run = await runChromium(own, { script: `window.listen = () => { ${LISTEN} };` });
    run.shell.wire.post('early');
    const ready = new Promise<void>((resolve) => run.shell.wire.onPage(() => resolve()));
    await run.page.evaluate(() => (window as unknown as { listen(): void }).listen());
    await ready;
    run.shell.wire.post('late');
    await run.page.waitForFunction(() => (window as unknown as PageWindow).heard.length > 0);
    expect(await run.page.evaluate(() => (window as unknown as PageWindow).heard)).toEqual(['late']);
  });

  test('IndexedDB is kept over a restart', async () => {
    const dataDir = await temporaryFolder(own, 'data');
    const first = await runChromium(own, { dataDir });
    await first.page.evaluate(store, 'kept');
    await first.quit();
    const second = await runChromium(own, { dataDir });
    expect(await second.page.evaluate(store, undefined)).toBe('kept');
  });

  test('focus and visibility are the window system’s', async () => {
    const run = await runChromium(own);
    const states: WindowState[] = [];
    run.shell.window.onChange((state) => states.push(state));
    const { window } = run.shell;
    const both = () => ({ focused: window.isFocused(), visible: window.isVisible() });
    const become = (state: WindowState) => vi.waitFor(() => expect(both()).toEqual(state), { timeout: 10_000 });
    await become({ focused: true, visible: true });

    startProgram(own, 'xmessage', ['another window'], { ...process.env, ...display });
    await until(async () => (await output('wmctrl', ['-l'], display)).includes('xmessage'), 'another window');
    await output('wmctrl', ['-a', 'xmessage'], display);
    await become({ focused: false, visible: true });
    window.focus();
    await become({ focused: true, visible: true });
    const id = (await output('wmctrl', ['-lx'], display)).split('\n').find((line) => line.includes('im.kith.Kith'));
    await output('xdotool', ['windowminimize', id?.split(' ')[0] ?? ''], display);
    await become({ focused: false, visible: false });
    window.show();
    await become({ focused: true, visible: true });
    window.hide();
    await become({ focused: false, visible: false });
    expect(states.at(-1)).toEqual({ focused: false, visible: false });
  });

  test('a hidden start is not on the screen, and nothing of the page stands still', async () => {
    const run = await runChromium(own, { hidden: true, script: LISTEN });
    await vi.waitFor(() => expect(run.shell.window.isVisible()).toBe(false), { timeout: 10_000 });
    await until(() => {
      // What is posted before the page listens is dropped.
      run.shell.wire.post('heard');
      // Asked from outside: what Playwright would wait for in the page stands still while that is hidden.
      return run.page.evaluate(() => (window as unknown as PageWindow).heard.length > 0);
    }, 'the message');
    run.shell.window.show();
    await vi.waitFor(() => expect(run.shell.window.isVisible()).toBe(true), { timeout: 10_000 });
  });

  test('a maximised window is so again after it was hidden', async () => {
    const run = await runChromium(own);
    const state = () => output('xdotool', ['getwindowgeometry', '--shell', id], display);
    await until(async () => (await output('wmctrl', ['-lx'], display)).includes('im.kith.Kith'), 'the window');
    const line = (await output('wmctrl', ['-lx'], display)).split('\n').find((one) => one.includes('im.kith.Kith'));
    const id = line?.split(' ')[0] ?? '';
    const usual = await state();
    await output('wmctrl', ['-i', '-r', id, '-b', 'add,maximized_vert,maximized_horz'], display);
    await until(async () => (await state()) !== usual, 'the window to be maximised');
    const large = await state();
    run.shell.window.hide();
    await vi.waitFor(() => expect(run.shell.window.isVisible()).toBe(false), { timeout: 10_000 });
    run.shell.window.show();
    await until(async () => (await state()) === large, 'the window to be maximised again');
  });

  test('closing the window quits: after the listeners are done', async () => {
    const run = await runChromium(own);
    const done: string[] = [];
    run.shell.onQuit(async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      done.push('listener');
    });
    run.shell.onQuit(() => Promise.reject(new Error('one that fails')));
    void run.exited.then(() => done.push('exit'));
    await until(async () => (await output('wmctrl', ['-l'], display)).includes('Page'), 'the window');
    await output('wmctrl', ['-c', 'Page'], display);
    await run.exited;
    expect(done).toEqual(['listener', 'exit']);
  });
});

/** Runs in the page: writes or reads one value. */
function store(value: string | undefined): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('test', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('table');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction('table', value === undefined ? 'readonly' : 'readwrite');
      const table = transaction.objectStore('table');
      const request = value === undefined ? table.get('key') : table.put(value, 'key');
      // Not the request's success: what is not committed is gone with the process.
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    };
  });
}
