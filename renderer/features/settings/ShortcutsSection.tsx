import { ShortcutList } from '../../frame/ShortcutList.tsx';
import { Setting } from './Setting.tsx';

export function ShortcutsSection() {
  return (
    <Setting id="shortcuts">
      <ShortcutList />
    </Setting>
  );
}
