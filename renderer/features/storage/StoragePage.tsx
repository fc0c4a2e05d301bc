/** In place of everything else while there is no database to read from. */
import { DatabaseZap } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { faultWords } from '../../../app/i18n/fault-words.ts';
import { storage } from '../../data/link.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useLongerThan } from '../../ui/Skeleton.tsx';
import { askToRebuild } from './rebuilding.ts';
import { TryAgain } from './StorageNotice.tsx';
import './StoragePage.css';

export function StoragePage() {
  const t = useT();
  const { phase, problem } = useStore(storage.state);
  const page = useRef<HTMLElement>(null);
  const lasts = useLongerThan(300, phase !== 'shut');
  // Whoever uses the keyboard goes on from here, and not from the top of the window.
  useEffect(() => page.current?.focus(), []);
  if (phase !== 'shut' || problem === null) {
    return (
      <main className="storage-page" ref={page} tabIndex={-1} role="status">
        {lasts && <EmptyState title={t(phase === 'rebuilding' ? 'storage.rebuilding' : 'storage.opening')} />}
      </main>
    );
  }
  const { title, advice } = faultWords(t, { kind: 'storage', problem });
  return (
    <main className="storage-page" ref={page} tabIndex={-1} role="alert">
      <EmptyState
        icon={<DatabaseZap />}
        title={title}
        actions={
          <>
            <TryAgain look="primary" />
            {problem === 'damaged' && <Button onClick={() => askToRebuild()}>{t('storage.rebuild')}</Button>}
          </>
        }
      >
        {problem === 'damaged' ? t('storage.unopened') : advice}
      </EmptyState>
    </main>
  );
}
