/** What belongs to the chats and is there wherever the person is in the window. */
import { useEffect } from 'react';
import { call, db, onLive, storage } from '../../data/link.ts';
import { whenWorking } from '../../data/storage.ts';
import { goTo, useNavigation } from '../../frame/navigation.ts';
import { useShortcut } from '../../frame/shortcuts.ts';
import { whenOnline } from '../account/store.ts';
import { endMutesInTime, finishDeletions, markRead, queueMessage, tellUntold } from './actions.ts';
import { shownRows } from './conversations.ts';
import { NewChatDialog } from './NewChatDialog.tsx';
import { openNewChat } from './new-chat-store.ts';
import type { ConversationId } from './parts.ts';
import { useTellsRecentChats } from './recent-chats.ts';
import { forgetUnkept } from './unkept.ts';
import { useIsThreadInFront } from './use-reading.ts';

export function ChatEverywhere() {
  useShortcut('newChat', openNewChat);
  useShortcut('switcher', () => {
    goTo({ to: 'chats' });
    // The page of the chats may only just be drawn.
    requestAnimationFrame(() => document.getElementById('chat-search')?.focus());
  });
  useShortcut('previousChat', () => void step(-1));
  useShortcut('nextChat', () => void step(1));
  useTellsWhatIsInView();
  useTellsRecentChats();
  useEffect(() => whenOnline((account) => void tellUntold(account)), []);
  useEffect(() => {
    finishDeletions().catch((error: unknown) => console.error('deleted chats are still stored', error));
    forgetUnkept(db).catch((error: unknown) => console.error('what is not to be kept is still stored', error));
    const undo = onLive((event) => {
      if (event.type === 'notices/answer-waits') void takeAnswers();
    });
    void takeAnswers();
    const noMoreMutes = endMutesInTime();
    return () => {
      undo();
      noMoreMutes();
    };
  }, []);
  return <NewChatDialog />;
}

/** What was pressed or written in notifications, also before this page was there. */
async function takeAnswers(): Promise<void> {
  for (;;) {
    const taken = await call('notices/take-answer', {});
    if (!taken.ok || taken.value === null) return;
    const { value } = taken;
    if (value.kind === 'read') await markRead({ account: value.account, peer: value.peer });
    else void answer(value, value.text);
  }
}

/** From a notification, where nobody sees what became of it: words that can't be stored now wait until they can. */
async function answer({ account, peer }: ConversationId, text: string): Promise<void> {
  const queued = await queueMessage({ account, peer }, { text });
  if ('problem' in queued && queued.problem === 'storage') {
    whenWorking(storage, () => void answer({ account, peer }, text));
  } else await markRead({ account, peer }); // Who answers has read.
}

async function step(by: 1 | -1): Promise<void> {
  const all = await shownRows();
  const { conversation } = useNavigation.getState();
  const at = all.findIndex((row) => row.account === conversation?.account && row.peer === conversation.peer);
  const next = all[at < 0 ? 0 : at + by];
  if (next !== undefined) goTo({ to: 'conversation', account: next.account, peer: next.peer });
}

/** Main shows no notification for what is on the screen. */
function useTellsWhatIsInView(): void {
  const conversation = useNavigation((state) => (state.place === 'chats' ? state.conversation : null));
  const inFront = useIsThreadInFront();
  useEffect(() => {
    const shown = inFront ? conversation : null;
    void call('desktop/in-view', {
      conversation: shown === null ? null : { account: shown.account, peer: shown.peer },
    });
  }, [conversation, inFront]);
}
