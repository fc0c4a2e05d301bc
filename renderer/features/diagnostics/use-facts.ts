/** The facts, anew each second, for as long as somebody looks. */
import { useEffect, useState } from 'react';
import type { DiagnosticFacts } from '../../../app/contract/diagnostics.ts';
import type { StoredFacts } from '../../../app/diagnostics/report.ts';
import { call, db } from '../../data/link.ts';
import { useAccounts } from '../account/store.ts';
import { readStoredFacts } from './stored-facts.ts';

/** ms */
const EVERY = 1000;

export function useFacts(): DiagnosticFacts | undefined {
  const [facts, setFacts] = useState<DiagnosticFacts>();
  useEffect(() => {
    let wanted = true;
    let timer = 0;
    async function ask(): Promise<void> {
      const answer = await call('diagnostics/facts', {});
      if (!wanted) return;
      if (answer.ok) setFacts(answer.value);
      timer = window.setTimeout(() => void ask(), EVERY);
    }
    void ask();
    return () => {
      wanted = false;
      window.clearTimeout(timer);
    };
  }, []);
  return facts;
}

/** Counting every row costs more than a look each second is worth: once, when the panel opens. */
export function useStoredFacts(): StoredFacts | undefined {
  const [facts, setFacts] = useState<StoredFacts>();
  useEffect(() => {
    let wanted = true;
    readStoredFacts(db, navigator.storage, [...useAccounts.getState().accounts.keys()]).then(
      (read) => wanted && setFacts(read),
      (error: unknown) => console.warn('the database could not be counted', error),
    );
    return () => {
      wanted = false;
    };
  }, []);
  return facts;
}
