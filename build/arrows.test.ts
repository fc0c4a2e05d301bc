/** The layout's arrows (renderer -> app <- main) are a lint rule; here each is broken, to see it refused. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from './bundle.ts';

/** Where, and what must not be imported there. */
const FORBIDDEN = [
  ['app/probe.ts', '../main/session/session.ts'],
  ['app/probe.ts', '../renderer/wire.ts'],
  ['app/roster/probe.ts', '../../main/log.ts'],
  ['app/probe.ts', 'node:fs'],
  ['app/probe.ts', 'react'],
  ['app/probe.ts', 'dexie'],
  ['app/probe.ts', 'electron'],
  ['app/probe.ts', '@xmpp/xml'],
  ['renderer/probe.tsx', '../main/log.ts'],
  ['renderer/features/chat/probe.tsx', '../../../main/log.ts'],
  ['renderer/probe.ts', 'electron'],
  ['renderer/probe.ts', 'node:fs'],
  ['renderer/probe.ts', '@xmpp/client'],
  ['renderer/probe.ts', 'playwright-core'],
  ['main/probe.ts', '../renderer/wire.ts'],
  ['main/probe.ts', 'electron'],
  ['main/probe.ts', 'electron/main'],
  ['main/probe.ts', 'playwright-core'],
  ['main/probe.ts', 'react'],
  ['main/shell/probe.ts', 'electron'],
  ['main/shell/electron/probe.ts', 'playwright-core'],
  ['main/shell/electron/probe.ts', '../../../renderer/wire.ts'],
  ['main/electron.ts', 'playwright-core'],
  ['main/shell/chromium/probe.ts', 'electron'],
  ['main/shell/chromium/probe.ts', 'playwright-core'],
  ['main/chromium.ts', 'playwright-core'],
  ['main/chromium.ts', 'electron'],
  ['main/chromium.ts', '../renderer/wire.ts'],
] as const;

const ALLOWED = [
  ['app/probe.ts', 'valibot'],
  ['app/roster/probe.ts', '../jid.ts'],
  ['renderer/probe.ts', '../app/jid.ts'],
  ['renderer/probe.ts', 'dexie'],
  ['main/probe.ts', '../app/jid.ts'],
  ['main/probe.ts', 'node:fs'],
  ['main/shell/electron/probe.ts', 'electron/main'],
] as const;

/** Each way in which a module can be reached. */
const FORMS: readonly ((module: string, name: string) => string)[] = [
  (module, name) => `import * as ${name} from '${module}';`,
  (module, name) => `export type { ${name} } from '${module}';`,
  (module) => `await import('${module}');`,
];

/** `path: line` as the linter saw it. */
const refused = new Set<string>();
const lines = new Map<string, string[]>();
let folder = '';

beforeAll(() => {
  // A tree of its own with the project's rules, so that nothing broken is ever among the sources.
  folder = mkdtempSync(join(tmpdir(), 'kith-arrows-'));
  for (const file of ['biome.json', '.gitignore']) copyFileSync(join(root, file), join(folder, file));
  for (const [path, module] of [...FORBIDDEN, ...ALLOWED]) {
    const content = lines.get(path) ?? [];
    for (const form of FORMS) content.push(form(module, `It${content.length}`));
    lines.set(path, content);
  }
  for (const [path, content] of lines) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content.join('\n'));
  }
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.'];
  const done = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  const report = JSON.parse(done.stdout) as {
    diagnostics: { category: string; location: { path: string; start: { line: number } } }[];
  };
  for (const { category, location } of report.diagnostics) {
    if (category === 'lint/style/noRestrictedImports') refused.add(`${location.path}: ${location.start.line}`);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What happened to the module's import in each of the forms. */
function outcome(path: string, module: string): Record<string, boolean> {
  const content = lines.get(path) ?? [];
  const own = content
    .map((text, index) => ({ text, line: index + 1 }))
    .filter(({ text }) => text.includes(`'${module}'`));
  return Object.fromEntries(own.map(({ text, line }) => [text, refused.has(`${path}: ${line}`)]));
}

test.each(FORBIDDEN)('%s must not import %s', (path, module) => {
  expect(Object.entries(outcome(path, module)).filter(([, was]) => !was)).toEqual([]);
});

test.each(ALLOWED)('%s may import %s', (path, module) => {
  expect(Object.entries(outcome(path, module)).filter(([, was]) => was)).toEqual([]);
});
