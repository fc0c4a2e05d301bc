import { DiagnosticsSection } from '../diagnostics/DiagnosticsSection.tsx';
import { LogLevelSelect } from './LogLevelSelect.tsx';
import { ResetSettings } from './ResetSettings.tsx';
import { Setting } from './Setting.tsx';

export function AdvancedSection() {
  return (
    <>
      <Setting id="diagnostics">
        <DiagnosticsSection />
      </Setting>
      <Setting id="logLevel">
        <LogLevelSelect />
      </Setting>
      <Setting id="reset">
        <ResetSettings />
      </Setting>
    </>
  );
}
