/** What a person wrote or pressed in notifications: it waits here until the page takes it, which may only just be loading. */
import type { LiveEvent } from '../../app/contract/contract.ts';
import type { NoticeAnswer } from '../../app/contract/notices.ts';

export interface Answers {
  add(answer: NoticeAnswer): void;
  /** The oldest; undefined: none waits. */
  next(): NoticeAnswer | undefined;
}

export function createAnswers(live: (event: LiveEvent) => void): Answers {
  const waiting: NoticeAnswer[] = [];
  return {
    add(answer) {
      waiting.push(answer);
      live({ type: 'notices/answer-waits' });
    },
    next: () => waiting.shift(),
  };
}
