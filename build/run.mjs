#!/usr/bin/env node
/**
 * The door of every npm command. It runs on the system's Node right after `git clone`, so it needs nothing but Node's own
 * modules: it brings what is missing (packages of npm, programs of the system), then hands over to the script of the
 * command, which runs on the project's own Node.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureNodeModules, projectNode } from './setup/node-modules.mjs';
import { ensureSystemPackages } from './setup/system-packages.mjs';

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');

/** Per command its script, and what of the system it can't do without. */
const COMMANDS = {
  start: { script: 'build/start.ts', needs: ['browser'] },
  demo: { script: 'build/demo/demo.ts', needs: ['browser', 'prosody', 'peers', 'display', 'fonts'] },
  dev: { script: 'build/dev.ts', needs: ['browser'] },
  build: { script: 'build/build.ts', needs: [] },
  check: { script: 'build/check.ts', needs: [] },
  unit: { script: 'build/unit.ts', needs: ['browser', 'prosody', 'ejabberd', 'peers', 'display', 'desktop'] },
  e2e: { script: 'build/e2e.ts', needs: ['browser', 'prosody', 'ejabberd', 'peers', 'display', 'desktop', 'fonts'] },
  test: { script: 'build/test.ts', needs: ['browser', 'prosody', 'ejabberd', 'peers', 'display', 'desktop', 'fonts'] },
  pictures: {
    script: 'build/pictures.ts',
    needs: ['browser', 'prosody', 'peers', 'display', 'fonts', 'interface-font'],
  },
  package: { script: 'build/package/package.ts', needs: [] },
  fuses: { script: 'build/package/fuses.ts', needs: [] },
  smoke: { script: 'build/package/smoke.ts', needs: [] },
  soak: { script: 'build/soak.ts', needs: ['browser', 'prosody', 'ejabberd', 'peers', 'display', 'desktop'] },
  bench: { script: 'build/bench.ts', needs: ['browser', 'prosody', 'peers', 'display', 'desktop'] },
};

const [name = '', ...args] = process.argv.slice(2);
const command = COMMANDS[name];
if (command === undefined || !existsSync(join(root, command.script))) {
  console.error(`kith: there is no command '${name}'; there are ${Object.keys(COMMANDS).join(', ')}`);
  process.exit(2);
}

try {
  await ensureNodeModules(root);
  await ensureSystemPackages(command.needs);
} catch (error) {
  console.error(`kith: ${error.message}`);
  process.exit(1);
}

const child = spawn(projectNode(root), [join(root, command.script), ...args], { stdio: 'inherit', cwd: root });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  console.error(`kith: ${error.message}`);
  process.exit(1);
});
child.on('exit', (code, signal) => process.exit(signal === null ? code : 1));
