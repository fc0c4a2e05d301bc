import { DiagnosticsSection } from '../diagnostics/DiagnosticsSection.tsx';
import { Setting } from './Setting.tsx';

export function AdvancedSection() {
  return (
    <Setting id="diagnostics">
      <DiagnosticsSection />
    </Setting>
  );
}
