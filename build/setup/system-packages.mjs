/**
 * Programs of the system that a command can't do without. As root on a Debian they are installed, without starting any
 * service (Debian's Prosody would listen on all addresses). Anybody else is told the one line to run.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const BROWSERS = [
  ...['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
  ...['microsoft-edge-stable', 'microsoft-edge'],
];

/** @param {string} name */
function onPath(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/bin'];
  return folders.some((folder) => existsSync(join(folder, name)));
}
/** @param {string[]} names */
const anyOf = (names) => names.some(onPath);
const hasDisplay = () => Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** As Debian packages it, which is quick to see, or by pip. */
function hasSlixmpp() {
  if (existsSync('/usr/lib/python3/dist-packages/slixmpp')) return true;
  return spawnSync('python3', ['-c', 'import slixmpp'], { stdio: 'ignore' }).status === 0;
}

/** Each need as Debian packages, and how to see that they are there. */
const NEEDS = {
  browser: [{ package: 'chromium', there: () => Boolean(process.env.KITH_BROWSER) || anyOf(BROWSERS) }],
  prosody: [{ package: 'prosody', there: () => onPath('prosody') }],
  ejabberd: [{ package: 'ejabberd', there: () => onPath('ejabberdctl') }],
  peers: [{ package: 'python3-slixmpp', there: hasSlixmpp }],
  display: [
    { package: 'xvfb', there: () => onPath('Xvfb') },
    { package: 'openbox', there: () => onPath('openbox') },
    { package: 'x11-utils', there: () => onPath('xprop') },
    { package: 'dbus', there: () => onPath('dbus-daemon') },
  ],
  desktop: [
    { package: 'dunst', there: () => onPath('dunst') },
    { package: 'libglib2.0-bin', there: () => onPath('gio') },
    { package: 'xdotool', there: () => onPath('xdotool') },
    { package: 'wmctrl', there: () => onPath('wmctrl') },
    { package: 'gnome-keyring', there: () => onPath('gnome-keyring-daemon') },
  ],
  // As desktops choose one; for pictures that are taken without a desktop.
  'interface-font': [{ package: 'fonts-inter', there: () => existsSync('/usr/share/fonts/opentype/inter') }],
  fonts: [
    { package: 'fonts-noto-cjk', there: () => existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc') },
    {
      package: 'fonts-noto-color-emoji',
      there: () => existsSync('/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf'),
    },
  ],
};

/** Runs `action` while Debian's package scripts are told to start no service. */
function withoutServices(action) {
  const policy = '/usr/sbin/policy-rc.d';
  const ours = !existsSync(policy);
  if (ours) {
    // invoke-rc.d(8): 101 means that the action is not allowed.
    writeFileSync(policy, '#!/bin/sh\nexit 101\n');
    chmodSync(policy, 0o755);
  }
  try {
    return action();
  } finally {
    if (ours) rmSync(policy, { force: true });
  }
}

/** @param {string[]} args */
function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const done = spawnSync('apt-get', ['-qq', ...args], { env, encoding: 'utf8', maxBuffer: 1 << 28 });
  return { ok: done.status === 0, words: `${done.stderr ?? ''}`.trim() };
}

/**
 * @param {string[]} needs Keys of NEEDS.
 */
export async function ensureSystemPackages(needs) {
  // macOS and Windows have their own browsers and no use for an X server; what else is missing shows where it is used.
  if (process.platform !== 'linux') return;
  const wanted = needs
    .filter((need) => need !== 'display' || !hasDisplay() || needs.includes('desktop'))
    .filter((need) => need !== 'fonts' || !hasDisplay())
    .flatMap((need) => NEEDS[need])
    .filter((item) => !item.there())
    .map((item) => item.package);
  if (wanted.length === 0) return;
  const line = `apt-get install -y --no-install-recommends ${wanted.join(' ')}`;
  if (process.getuid?.() !== 0 || !onPath('apt-get')) {
    throw new Error(`this command needs ${wanted.join(', ')}; on Debian or Ubuntu run: sudo ${line}`);
  }
  console.log(`kith: installing ${wanted.join(', ')}`);
  const install = () => apt('install', '-y', '--no-install-recommends', ...wanted);
  const done = withoutServices(() => {
    const first = install();
    // The lists may be older than what the mirror still has.
    return first.ok || !apt('update').ok ? first : install();
  });
  if (!done.ok) throw new Error(`'${line}' failed:\n${done.words}`);
}
