/**
 * The page gets no packet out, by whatever it tries. The same attempts in an ordinary browser reach every listener, so
 * that "nothing arrived" means something.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { runChromium } from '../testing/chromium-run.ts';
import { type Cleanup, cleanup, startDisplay, temporaryFolder, until } from '../testing/surroundings.ts';
import { startWitness, type Witness } from '../testing/witness.ts';
import { findBrowser, here } from './find-browser.ts';
import { ORIGIN, SEAL } from './flags.ts';

const clean = cleanup();

beforeAll(async () => {
  vi.stubEnv('DISPLAY', (await startDisplay(clean)).DISPLAY);
  vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', 'unix:path=/nowhere');
});
afterAll(async () => {
  await clean.run();
  vi.unstubAllEnvs();
});

/** Everything that a page has to reach out with, each by address and by name; with `leave` by going there, too. `window.tried` resolves when all settled. */
function tryEverything(tcp: number, udp: number, leave: boolean): void {
  const address = `http://127.0.0.1:${tcp}/`;
  const named = (what: string) => `http://${what}.kith-test.example:${tcp}/`;
  const soon: Promise<unknown>[] = [];
  const attempt = (step: () => unknown) => {
    try {
      soon.push(Promise.resolve(step()).catch(() => undefined));
    } catch {
      // Refused at once.
    }
  };
  const settled = (target: EventTarget) =>
    new Promise((resolve) => {
      target.addEventListener('load', resolve);
      target.addEventListener('error', resolve);
    });
  const element = (tag: string, set: Record<string, string>, wait = false) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(set)) attempt(() => node.setAttribute(name, value));
    const done = wait ? settled(node) : undefined;
    document.body.append(node);
    return done;
  };
  for (const url of [address, named('www')]) {
    attempt(() => fetch(url, { mode: 'no-cors' }));
    attempt(() => {
      const request = new XMLHttpRequest();
      request.open('GET', url);
      const done = settled(request);
      request.send();
      return done;
    });
    attempt(() => settled(new WebSocket(url.replace('http', 'ws'))));
    attempt(() => settled(new EventSource(url)));
    attempt(() => navigator.sendBeacon(url, 'x'));
    attempt(() => import(url));
    attempt(() => new Worker(url));
    attempt(() => navigator.serviceWorker.register(url));
    attempt(() => element('img', { src: `${url}image` }, true));
    attempt(() => element('script', { src: `${url}script` }));
    attempt(() => element('iframe', { src: url }));
    attempt(() => element('object', { data: url }));
    attempt(() => element('video', { src: url }));
    attempt(() => window.open(url));
    for (const rel of [
      'stylesheet',
      'icon',
      'manifest',
      'prefetch',
      'preload',
      'preconnect',
      'dns-prefetch',
      'prerender',
    ]) {
      attempt(() => element('link', { rel, href: url.replace('www', rel), as: 'image' }));
    }
    attempt(() => {
      if (!leave) return;
      const form = document.createElement('form');
      form.action = url;
      form.method = 'post';
      document.body.append(form);
      form.submit();
    });
    attempt(() => {
      const link = document.createElement('a');
      link.href = '#';
      link.ping = url;
      link.click();
    });
  }
  attempt(() => new WebTransport(`https://127.0.0.1:${udp}/`).ready);
  for (const host of ['127.0.0.1', 'stun.kith-test.example']) {
    attempt(async () => {
      const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:${host}:${udp}` }] });
      peer.createDataChannel('x');
      const complete = new Promise<void>((resolve) => {
        peer.addEventListener('icegatheringstatechange', () => peer.iceGatheringState === 'complete' && resolve());
      });
      await peer.setLocalDescription(await peer.createOffer());
      await complete;
    });
  }
  if (leave) {
    location.href = address;
    soon.push(new Promise((resolve) => setTimeout(resolve, 100)).then(() => location.assign(named('location'))));
  }
  (window as unknown as { tried: Promise<unknown> }).tried = Promise.all(soon);
}

/** The browser with the witness as its name server, by way of a mount namespace of its own. */
async function programFor(own: Cleanup, witness: Witness): Promise<string> {
  const browser = await findBrowser(here);
  if (browser === undefined) throw new Error('this test needs a Chromium, Chrome or Edge');
  if (witness.nameServer === undefined) return browser;
  const folder = await temporaryFolder(own, 'resolv');
  const [configuration, program] = [join(folder, 'resolv.conf'), join(folder, 'browser')];
  await writeFile(configuration, `nameserver ${witness.nameServer}\noptions timeout:1 attempts:1\n`);
  await writeFile(
    program,
    `#!/bin/sh
# In a chroot, what is mounted can't be made private; it need not be where nothing is shared.
unshare -m true 2>/dev/null || { grep -q shared: /proc/self/mountinfo && exit 1; as_is='--propagation unchanged'; }
exec unshare -m $as_is sh -c 'mount --bind ${configuration} /etc/resolv.conf && exec ${browser} "$@"' sh "$@"
`,
    { mode: 0o700 },
  );
  return program;
}

/** An ordinary browser with these flags more, which allows its page everything, on a page that tries everything. */
async function tryIn(own: Cleanup, witness: Witness, args: readonly string[], leave: boolean): Promise<Page> {
  const browser = await chromium.launch({
    executablePath: await programFor(own, witness),
    headless: false,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [...args],
  });
  own.add(() => browser.close());
  const page = await browser.newPage();
  await page.route(`${ORIGIN}/`, (route) => route.fulfill({ contentType: 'text/html', body: '<p>A page' }));
  await page.goto(`${ORIGIN}/`);
  const content = `(${tryEverything})(${witness.tcpPort}, ${witness.udpPort}, ${leave})`;
  await page.addScriptTag({ content }).catch((error: unknown) => {
    // One of the attempts took the page elsewhere, as it may where it leaves.
    if (!leave) throw error;
  });
  return page;
}

test('the same attempts in an ordinary browser are heard: TCP, UDP and DNS', async () => {
  const own = cleanup();
  try {
    const witness = await startWitness(own);
    await tryIn(own, witness, [], true);
    const wanted = witness.nameServer === undefined ? ['tcp', 'udp'] : ['tcp', 'udp', 'dns'];
    const kinds = () => new Set(witness.seen.map((one) => one.split(' ')[0]));
    await until(() => wanted.every((kind) => kinds().has(kind)), 'every kind of packet');
  } finally {
    await own.run();
  }
});

test('the flags alone hold back all of them', async () => {
  const own = cleanup();
  try {
    const witness = await startWitness(own);
    const page = await tryIn(own, witness, SEAL, false);
    await page.evaluate(() => (window as unknown as { tried: Promise<unknown> }).tried);
    await page.context().browser()?.close();
    expect(witness.seen).toEqual([]);
  } finally {
    await own.run();
  }
});

test('Kith’s page reaches none of them', async () => {
  const own = cleanup();
  try {
    const witness = await startWitness(own);
    const program = await programFor(own, witness);
    const script = `(${tryEverything})(${witness.tcpPort}, ${witness.udpPort}, true)`;
    const run = await runChromium(own, { program, script });
    await run.page.evaluate(() => (window as unknown as { tried: Promise<unknown> }).tried);
    // Ended in good order it has sent whatever it was going to.
    await run.quit();
    expect(witness.seen).toEqual([]);
  } finally {
    await own.run();
  }
});
