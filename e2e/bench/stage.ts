/**
 * Copies of the built application and of an empty page in the same shell, side by side in a folder that goes with the
 * process. In the copies the pages may be given a script that watches them; what is shipped stays as it is.
 */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { dist, root } from '../../build/bundle.ts';
import { t } from '../app/app.ts';
import { temporaryFolder } from '../server/process.ts';
import { pageScript } from './page-script.ts';

/** As in build/bundle.ts. */
const absent = ['usocket', 'x11'];

/** What is run by Node; both take Kith's options. */
export interface Programs {
  /** The first conversation is watched for. */
  readonly kith: string;
  /** The list of contacts is opened at once and its first row watched for. */
  readonly kithAtContacts: string;
  readonly empty: string;
}

export async function stagePrograms(): Promise<Programs> {
  const stage = temporaryFolder('bench');
  const watch = await pageScript('first-row.ts');
  const contacts = `nav button[aria-label="${t('frame.contacts')}"]`;
  return {
    kith: await copyOfKith(join(stage, 'kith'), watch, 'data-row=".chat-row"'),
    kithAtContacts: await copyOfKith(
      join(stage, 'kith-at-contacts'),
      watch,
      `data-row=".contact-line" data-press='${contacts}'`,
    ),
    empty: await emptyShell(join(stage, 'empty'), watch),
  };
}

async function copyOfKith(folder: string, watch: string, what: string): Promise<string> {
  for (const part of ['chromium', 'renderer']) await cp(join(dist, part), join(folder, part), { recursive: true });
  const page = join(folder, 'renderer', 'index.html');
  await addScript(page, await readFile(page, 'utf8'), watch, what);
  return join(folder, 'chromium', 'main.js');
}

async function emptyShell(folder: string, watch: string): Promise<string> {
  await mkdir(join(folder, 'renderer'), { recursive: true });
  const page = '<!doctype html><html><head><title>Empty</title></head><body><div id="root"></div></body></html>';
  const withRow = page.replace('</body>', '<script src="./tiny.js"></script></body>');
  await writeFile(join(folder, 'renderer', 'tiny.js'), await pageScript('tiny.ts'));
  await addScript(join(folder, 'renderer', 'index.html'), withRow, watch, 'data-row=".row"');
  await build({
    configFile: false,
    logLevel: 'warn',
    root,
    ssr: { noExternal: true, external: absent, target: 'node' },
    resolve: { conditions: ['node'] },
    build: {
      ssr: join(import.meta.dirname, 'empty-shell.ts'),
      outDir: folder,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      rolldownOptions: { external: absent, output: { format: 'es', entryFileNames: 'main.js', codeSplitting: false } },
    },
  });
  return join(folder, 'main.js');
}

async function addScript(path: string, html: string, script: string, attributes: string): Promise<void> {
  await writeFile(join(path, '..', 'first-row.js'), script);
  await writeFile(path, html.replace('<head>', `<head><script src="./first-row.js" ${attributes}></script>`));
}
