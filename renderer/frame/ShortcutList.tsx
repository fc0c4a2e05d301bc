import { useT } from '../i18n/i18n.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { shownKeys } from './keys.ts';
import { SHORTCUT_GROUPS } from './shortcuts.ts';
import './ShortcutList.css';

/** Every shortcut with what it does, by groups. */
export function ShortcutList() {
  const t = useT();
  return (
    <div className="shortcut-list">
      {SHORTCUT_GROUPS.map(({ title, shortcuts }) => (
        <section key={title}>
          <h3>{t(title)}</h3>
          <dl>
            {shortcuts.map(({ words, keys }) => (
              <div key={words}>
                <dt>{t(words)}</dt>
                <dd>
                  <Kbd keys={shownKeys(keys)} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
