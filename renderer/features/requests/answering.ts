/** Answers requests, one or many, and says what became of it. */
import { useMemo } from 'react';
import { create } from 'zustand';
import type { Fault, Outcome } from '../../../app/fault.ts';
import { faultLine } from '../../../app/i18n/fault-words.ts';
import type { Translate } from '../../../app/i18n/translator.ts';
import { type Answer, askerName, canAddBack } from '../../../app/requests/answer.ts';
import { call } from '../../data/link.ts';
import { useT } from '../../i18n/i18n.tsx';
import { showToast } from '../../ui/toasts.ts';
import type { Received } from './requests.ts';

export interface AnswerOptions {
  /** For adding back: the own name for them, empty for none, and groups. */
  readonly name: string;
  readonly groups: readonly string[];
}

/** How far an answer to many is; null: none is under way. */
export const useAnswering = create<{ readonly progress: { readonly done: number; readonly total: number } | null }>(
  () => ({ progress: null }),
);

/** As many at once as one connection likes. */
const AT_ONCE = 4;

function send({ request, contact }: Received, answer: Answer, options?: AnswerOptions) {
  const { account, from: jid } = request;
  if (answer === 'decline' || answer === 'decline-block') {
    return call('requests/decline', { account, jid, block: answer === 'decline-block' });
  }
  const addBack = answer === 'accept-back' && canAddBack(contact);
  const { name, groups } = addBack && options !== undefined ? options : { name: '', groups: [] };
  return call('requests/accept', { account, jid, addBack, name: name.trim(), groups: [...groups] });
}

export function useAnswers() {
  const t = useT();
  return useMemo(() => answers(t), [t]);
}

function answers(t: Translate) {
  return {
    async one(received: Received, answer: Answer, options: AnswerOptions): Promise<void> {
      const outcome = await send(received, answer, options);
      const name = askerName(received.request, received.contact);
      if (!outcome.ok) showToast(faultLine(t, outcome.fault), { tone: 'danger' });
      else if (isGone(outcome)) showToast(t('requests.gone', { name }));
      else if (answer === 'decline') showToast(t('requests.declined', { name }));
      else if (answer === 'decline-block') showToast(t('requests.declinedBlocked', { name }));
      else showToast(t('requests.accepted', { name }));
    },

    async many(received: readonly Received[], answer: Answer): Promise<void> {
      const total = received.length;
      const waiting = [...received];
      const faults: Fault[] = [];
      let done = 0;
      useAnswering.setState({ progress: { done, total } });
      const work = async () => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          const outcome = await send(next, answer);
          if (!outcome.ok) faults.push(outcome.fault);
          done += 1;
          useAnswering.setState({ progress: { done, total } });
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      useAnswering.setState({ progress: null });
      const [first] = faults;
      if (total > faults.length) showToast(t('requests.answeredMany', { count: total - faults.length }));
      if (first !== undefined) {
        const words = `${t('requests.failedMany', { count: faults.length })} ${faultLine(t, first)}`;
        showToast(words, { tone: 'danger' });
      }
    },
  };
}

function isGone(outcome: Outcome<{ effect: 'accepted' | 'gone' } | null>): boolean {
  return outcome.ok && outcome.value?.effect === 'gone';
}
