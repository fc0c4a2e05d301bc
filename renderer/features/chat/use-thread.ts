import { useEffect, useState, useSyncExternalStore } from 'react';
import { call, db } from '../../data/link.ts';
import type { ConversationId } from './parts.ts';
import { NOT_READ, openThread, type ThreadWindow } from './thread-window.ts';

/** The stretch of the conversation in memory; opened around `around` at first, later changes of it do not matter. */
export function useThread({ account, peer }: ConversationId, around: number | undefined) {
  const [thread, setThread] = useState<ThreadWindow | null>(null);
  const [start] = useState(around);

  useEffect(() => {
    const opened = openThread({
      db,
      id: { account, peer },
      around: start,
      fetchPage: (before) => call('chat/page', { account, peer, ...(before === undefined ? {} : { before }) }),
    });
    setThread(opened);
    return () => opened.close();
  }, [account, peer, start]);

  const state = useSyncExternalStore(thread?.subscribe ?? subscribeToNothing, thread?.read ?? readNothing);
  return { thread, state };
}

const subscribeToNothing = () => () => {};
const readNothing = () => NOT_READ;
