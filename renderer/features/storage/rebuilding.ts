/** Beginning the history anew, asked for from several places and confirmed in one. */
import { create } from 'zustand';
import { faultLine } from '../../../app/i18n/fault-words.ts';
import type { Translate } from '../../../app/i18n/translator.ts';
import { storage } from '../../data/link.ts';
import { showToast } from '../../ui/toasts.ts';

export const useRebuildDialog = create<{ readonly open: boolean }>(() => ({ open: false }));

export function askToRebuild(open = true): void {
  useRebuildDialog.setState({ open });
}

export async function rebuild(t: Translate): Promise<void> {
  askToRebuild(false);
  const problem = await storage.rebuild();
  if (problem === null) showToast(t('storage.rebuild.done'));
  else showToast(faultLine(t, { kind: 'storage', problem }), { tone: 'danger' });
}

export async function tryAgain(t: Translate): Promise<void> {
  const problem = await storage.retry();
  if (problem === null) showToast(t('storage.again.toast'));
  else showToast(faultLine(t, { kind: 'storage', problem }), { tone: 'danger' });
}
