import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Cleanup, output, startProgram, temporaryFolder, until } from './surroundings.ts';

/** A notification as it arrived. */
export interface Arrived {
  /** The daemon's number for it; an update keeps it. */
  readonly number: string;
  readonly summary: string;
  readonly body: string;
}

export interface Dunst {
  /** Everything that arrived, in order. */
  arrived(): Promise<readonly Arrived[]>;
  /** How many are on the screen. */
  displayed(): Promise<number>;
  /** A click on the newest, with the mouse; it closes it. */
  click(): Promise<void>;
  /** Presses the newest's button of this label; it stays. */
  press(label: string): Promise<void>;
  /** Dismisses the newest. */
  dismiss(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A real notification daemon on this display and bus. A script writes down what arrives; its menu is another one that
 * takes the line of the label that `press` names.
 */
export async function startDunst(clean: Cleanup, env: Readonly<Record<string, string>>): Promise<Dunst> {
  const folder = await temporaryFolder(clean, 'dunst');
  const [config, wanted, diary] = [join(folder, 'dunstrc'), join(folder, 'wanted'), join(folder, 'diary')];
  await appendFile(diary, '');
  await writeFile(join(folder, 'menu'), `#!/bin/sh\ngrep -F -m1 -e "#$(cat '${wanted}') ("\n`, { mode: 0o700 });
  await writeFile(
    join(folder, 'script'),
    `#!/bin/sh\nprintf '%s\\0%s\\0%s\\0\\n' "$DUNST_ID" "$DUNST_SUMMARY" "$DUNST_BODY" >> '${diary}'\n`,
    { mode: 0o700 },
  );
  await writeFile(
    config,
    `[global]
markup = full
dmenu = ${join(folder, 'menu')}
mouse_left_click = do_action, close_current
always_run_script = true
[urgency_normal]
timeout = 0
[diary]
summary = *
script = ${join(folder, 'script')}
`,
  );
  const child = startProgram(clean, 'dunst', ['-conf', config], { ...process.env, ...env });
  const control = (...args: string[]) => output('dunstctl', args, env);
  await until(async () => (await control('count', 'displayed')) !== '', 'dunst on the bus');

  return {
    async arrived() {
      return (await readFile(diary, 'utf8'))
        .split('\0\n')
        .slice(0, -1)
        .map((entry) => {
          const [number = '', summary = '', body = ''] = entry.split('\0');
          return { number, summary, body };
        });
    },
    displayed: async () => Number(await control('count', 'displayed')),
    async click() {
      await until(
        async () => (await output('xdotool', ['search', '--onlyvisible', '--class', 'Dunst'], env)) !== '',
        'its window',
      );
      const window =
        (await output('xdotool', ['search', '--onlyvisible', '--class', 'Dunst'], env)).split('\n')[0] ?? '';
      await output('xdotool', ['mousemove', '--window', window, '20', '20', 'click', '1'], env);
    },
    async press(label) {
      await writeFile(wanted, label);
      await control('context');
    },
    dismiss: async () => void (await control('close')),
    async stop() {
      child.kill('SIGTERM');
      await until(async () => (await control('count', 'displayed')) === '', 'dunst to be gone');
    },
  };
}
