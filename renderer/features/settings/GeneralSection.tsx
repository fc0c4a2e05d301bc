import { LanguageSelect } from './LanguageSelect.tsx';
import { Setting } from './Setting.tsx';
import { WindowSection } from './WindowSection.tsx';

export function GeneralSection() {
  return (
    <>
      <Setting id="language">
        <LanguageSelect />
      </Setting>
      <WindowSection />
    </>
  );
}
