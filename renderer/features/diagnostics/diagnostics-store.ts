import { create } from 'zustand';

/** Whether the panel is open; nothing is asked or measured while it is not. */
export const useDiagnostics = create<{ readonly open: boolean }>(() => ({ open: false }));

export function openDiagnostics(open = true): void {
  useDiagnostics.setState({ open });
}
