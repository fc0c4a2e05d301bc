/** CPU profiles of both processes (`--profiles FOLDER`), to be opened in any browser's developer tools. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from '../app/app.ts';

/** What the main process is started with to write the profile of its whole life when it ends. */
export function mainProfile(folder: string | undefined, name: string): Readonly<Record<string, string>> {
  if (folder === undefined) return {};
  const options = ['--cpu-prof', `--cpu-prof-dir=${folder}`, `--cpu-prof-name=${name}-main.cpuprofile`];
  return { NODE_OPTIONS: options.join(' ') };
}

/** Runs `action` while the page is profiled. */
export async function pageProfiled<T>(
  app: App,
  folder: string | undefined,
  name: string,
  action: () => Promise<T>,
): Promise<T> {
  if (folder === undefined) return action();
  const session = await app.page.context().newCDPSession(app.page);
  await session.send('Profiler.enable');
  await session.send('Profiler.start');
  const result = await action();
  const { profile } = await session.send('Profiler.stop');
  await session.detach();
  await writeFile(join(folder, `${name}-page.cpuprofile`), JSON.stringify(profile));
  return result;
}
