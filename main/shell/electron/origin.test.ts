import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pageFiles } from '../page-files.ts';
import { CONTENT_SECURITY_POLICY } from '../page-policy.ts';
import { type Cleanup, cleanup, temporaryFolder } from '../testing/surroundings.ts';
import { ORIGIN, serveOrigin } from './origin.ts';

let clean: Cleanup;
let folder: string;
beforeEach(async () => {
  clean = cleanup();
  folder = await temporaryFolder(clean, 'electron');
});
afterEach(() => clean.run());

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
