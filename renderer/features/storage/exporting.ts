/** One export at a time, from the database into the file that the person chose. */
import { create } from 'zustand';
import { faultLine } from '../../../app/i18n/fault-words.ts';
import type { Translate } from '../../../app/i18n/translator.ts';
import { call, db } from '../../data/link.ts';
import { useWindow } from '../../frame/window-store.ts';
import { showToast } from '../../ui/toasts.ts';
import { useAccounts } from '../account/store.ts';
import { exportPieces } from './export-lines.ts';

/** Entries written so far; null: no export is going on. */
export const useExport = create<{ readonly written: number | null }>(() => ({ written: null }));

let stopWanted = false;

export function stopExport(): void {
  stopWanted = true;
}

export async function exportHistory(t: Translate): Promise<void> {
  if (useExport.getState().written !== null) return;
  stopWanted = false;
  useExport.setState({ written: 0 });
  try {
    await run(t);
  } finally {
    useExport.setState({ written: null });
  }
}

async function run(t: Translate): Promise<void> {
  const at = Date.now();
  const name = `Kith ${new Date(at).toLocaleDateString('sv')}.jsonl`;
  const begun = await call('storage/export-begin', { title: t('storage.export.title'), name });
  if (!begun.ok) return tell(faultLine(t, begun.fault));
  if (begun.value === null) return;
  const { id } = begun.value;
  const accounts = [...useAccounts.getState().accounts.keys()];
  let unreadable = 0;
  for await (const piece of exportPieces(db, { accounts, version: useWindow.getState().version, at })) {
    if (stopWanted) {
      await call('storage/export-cancel', { id });
      return;
    }
    const written = await call('storage/export-write', { id, text: piece.text });
    if (!written.ok) return tell(faultLine(t, written.fault));
    unreadable = piece.unreadable;
    useExport.setState({ written: piece.entries });
  }
  const ended = await call('storage/export-end', { id });
  if (!ended.ok) return tell(faultLine(t, ended.fault));
  const { path } = ended.value;
  if (unreadable > 0) tell(t('storage.export.partly', { path, count: unreadable }));
  else showToast(t('storage.export.done', { path }));
}

function tell(words: string): void {
  showToast(words, { tone: 'danger' });
}
