import { spawn } from 'node:child_process';
import { allowedLink } from './links.ts';
import type { LinksPort } from './shell.ts';

/** Without Electron: each system's own command. None goes through a shell, so the link is one argument, never a command line. */
const COMMANDS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

export function systemLinks(platform: NodeJS.Platform = process.platform): LinksPort {
  return {
    open(url) {
      const link = allowedLink(url);
      if (link === undefined) return Promise.resolve('refused');
      const [program = 'xdg-open', ...before] = COMMANDS[platform] ?? ['xdg-open'];
      return new Promise((resolve) => {
        const child = spawn(program, [...before, link], { stdio: 'ignore', detached: true });
        child.once('error', () => resolve('failed'));
        child.once('spawn', () => {
          child.unref();
          resolve('opened');
        });
      });
    },
  };
}
