/** Scripts for the page, bundled; the debugger puts them in, so the page's policy stays as it is. */
import { join } from 'node:path';
import { build } from 'vite';
import { root } from '../../build/bundle.ts';

/** The text of `e2e/bench/page/NAME` with everything that it imports, built as the renderer is. */
export async function pageScript(name: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    root,
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'chrome140',
      lib: { entry: join(import.meta.dirname, 'page', name), formats: ['iife'], name: 'bench' },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (output === undefined || !('output' in output)) throw new Error('the bundler watches');
  return output.output[0].code;
}
