/**
 * The sources as they are shipped: dist/renderer (what the window shows), dist/chromium/main.js (for Node) and
 * dist/electron/ (main.js and preload.cjs). Everything is bundled but electron.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build, type InlineConfig, type Plugin, type Rolldown } from 'vite';
import { NOTICE_SOUNDS } from '../app/notices/health.ts';
import { soundFile } from './sounds.ts';

export const root = join(import.meta.dirname, '..');
export const dist = join(root, 'dist');

interface Bundle {
  readonly name: string;
  /** From the root. */
  readonly entry: string;
  readonly config: InlineConfig;
}

const common: InlineConfig = { configFile: false, logLevel: 'warn', root, envDir: false };

/** What dbus-next tries to load and does without: abstract sockets, and a bus found over an X server. */
const absent = ['usocket', 'x11'];

function forNode(entry: string, folder: string, file: string, format: 'es' | 'cjs', external: string[]): InlineConfig {
  return {
    ...common,
    // Nothing is looked up in node_modules at run time but what `external` names.
    ssr: { noExternal: true, external, target: 'node' },
    resolve: { conditions: ['node'] },
    build: {
      ssr: join(root, entry),
      outDir: join(dist, folder),
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      sourcemap: true,
      copyPublicDir: false,
      rolldownOptions: { external, output: { format, entryFileNames: file, codeSplitting: false } },
    },
  };
}

/** They are computed, not kept. */
const sounds: Plugin = {
  name: 'kith-sounds',
  generateBundle() {
    for (const name of NOTICE_SOUNDS) {
      this.emitFile({ type: 'asset', fileName: `sounds/${name}.wav`, source: soundFile(name) });
    }
  },
};

const bundles: readonly Bundle[] = [
  {
    name: 'renderer',
    entry: 'renderer/index.html',
    config: {
      ...common,
      root: join(root, 'renderer'),
      base: './',
      plugins: [react(), sounds],
      build: {
        outDir: join(dist, 'renderer'),
        emptyOutDir: true,
        // Electron's and today's browsers' own; nothing is loaded from elsewhere, so nothing is inlined as data: either.
        target: 'chrome140',
        assetsInlineLimit: 0,
        modulePreload: false,
        sourcemap: true,
        chunkSizeWarningLimit: 2_000,
      },
    },
  },
  {
    name: 'chromium',
    entry: 'main/chromium.ts',
    config: forNode('main/chromium.ts', 'chromium', 'main.js', 'es', absent),
  },
  {
    name: 'electron',
    entry: 'main/electron.ts',
    config: forNode('main/electron.ts', 'electron', 'main.js', 'es', ['electron', 'electron/main', ...absent]),
  },
  {
    name: 'preload',
    entry: 'main/shell/electron/preload.ts',
    // A sandboxed preload must be CommonJS.
    config: forNode('main/shell/electron/preload.ts', 'electron', 'preload.cjs', 'cjs', ['electron']),
  },
];

export interface Built {
  readonly file: string;
  readonly bytes: number;
}

function written(output: Rolldown.RolldownOutput, folder: string): Built[] {
  return output.output
    .filter((part) => !part.fileName.endsWith('.map'))
    .map((part) => ({
      file: join(folder, part.fileName),
      bytes: Buffer.byteLength(part.type === 'chunk' ? part.code : part.source),
    }));
}

/** Builds all that has an entry file; gives what was written, paths from the root. */
export async function bundleAll(): Promise<Built[]> {
  const all: Built[] = [];
  for (const { entry, config } of bundles) {
    if (!existsSync(join(root, entry))) continue;
    const output = await build(config);
    const outputs = Array.isArray(output) ? output : [output];
    const folder = (config.build?.outDir ?? dist).slice(root.length + 1);
    for (const each of outputs) if ('output' in each) all.push(...written(each, folder));
  }
  return all;
}

/** Builds everything once, then again at each change of a source; `changed` tells which bundle is new by then. */
export async function bundleOnChange(changed: (bundle: string) => void): Promise<void> {
  for (const { name, entry, config } of bundles) {
    if (!existsSync(join(root, entry))) continue;
    const watcher = await build({ ...config, build: { ...config.build, watch: {} } });
    if (!('on' in watcher)) throw new Error('the bundler does not watch');
    await new Promise<void>((resolve) => {
      let first = true;
      watcher.on('event', (event) => {
        if (event.code === 'ERROR') console.error(`${name}: ${event.error.message}`);
        if (event.code !== 'END') return;
        if (first) resolve();
        else changed(name);
        first = false;
      });
    });
  }
}
