import { type ReactNode, useState } from 'react';
import type { MessageKey } from '../../app/i18n/translator.ts';
import { useT } from '../i18n/i18n.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { shownKeys } from './keys.ts';
import { SHORTCUTS, type ShortcutId, useShortcut } from './shortcuts.ts';
import './ShortcutSheet.css';

const MOVE: readonly ShortcutId[] = [
  'switcher',
  'previousChat',
  'nextChat',
  'chats',
  'contacts',
  'requests',
  'settings',
  'nextPane',
  'previousPane',
];
const DO: readonly ShortcutId[] = [
  'newChat',
  'addContact',
  'larger',
  'smaller',
  'naturalSize',
  'find',
  'escape',
  'sheet',
];
const WRITE: readonly (readonly [MessageKey, string])[] = [
  ['frame.shortcut.send', 'Enter'],
  ['frame.shortcut.newLine', 'Shift+Enter'],
  ['frame.shortcut.editLast', 'ArrowUp'],
  ['frame.shortcut.reply', 'R'],
  ['frame.shortcut.edit', 'E'],
  ['frame.shortcut.react', ':'],
  ['frame.shortcut.retract', 'Delete'],
  ['frame.shortcut.menu', 'Shift+F10'],
];

export function ShortcutSheet() {
  const t = useT();
  const [open, setOpen] = useState(false);
  useShortcut('sheet', () => setOpen(true));
  const rows = (ids: readonly ShortcutId[]) => ids.map((id) => [`frame.shortcut.${id}`, SHORTCUTS[id]] as const);
  return (
    <Dialog open={open} onOpenChange={setOpen} title={t('frame.shortcuts')} size="large">
      <div className="shortcut-sheet">
        <Group title={t('frame.shortcuts.move')} rows={rows(MOVE)} />
        <div>
          <Group title={t('frame.shortcuts.do')} rows={rows(DO)} />
          <Group title={t('frame.shortcuts.write')} rows={WRITE} />
        </div>
      </div>
    </Dialog>
  );
}

function Group(props: { readonly title: ReactNode; readonly rows: readonly (readonly [MessageKey, string])[] }) {
  const t = useT();
  return (
    <section>
      <h3>{props.title}</h3>
      <dl>
        {props.rows.map(([key, keys]) => (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd>
              <Kbd keys={shownKeys(keys)} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
