import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron';
import { listeners } from '../listeners.ts';
import type { CallHandler, PageWire } from '../shell.ts';
import { type CallAnswer, CHANNELS } from './channels.ts';
import { isOurs } from './origin.ts';

export interface ServedWire extends PageWire {
  /** The page is gone or going: what is posted from now on has no one to hear it. */
  lost(): void;
}

/** Serves the wire of one page. */
export function serveWire(ipc: Pick<IpcMain, 'handle' | 'on'>, contents: WebContents): ServedWire {
  const pages = listeners<'ready' | 'gone'>();
  let handler: CallHandler | undefined;
  let ready = false;
  let batch: unknown[] = [];

  ipc.handle(CHANNELS.call, async (event, name: unknown, args: unknown): Promise<CallAnswer> => {
    if (!isOurPage(event, contents) || typeof name !== 'string' || handler === undefined) return { kind: 'failure' };
    try {
      return { kind: 'answer', value: await handler(name, args) };
    } catch {
      // CallHandler promises the page no details; whoever serves the calls has logged them.
      return { kind: 'failure' };
    }
  });
  ipc.on(CHANNELS.listening, (event) => {
    if (!isOurPage(event, contents) || ready) return;
    ready = true;
    pages.tell('ready');
  });

  function lost(): void {
    batch = [];
    if (!ready) return;
    ready = false;
    pages.tell('gone');
  }

  function flush(): void {
    const messages = batch;
    batch = [];
    if (ready && messages.length > 0) contents.send(CHANNELS.messages, messages);
  }

  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) lost();
  });

  return {
    post(message) {
      if (!ready) return;
      batch.push(message);
      if (batch.length === 1) setImmediate(flush);
    },
    onCall(next) {
      handler = next;
      return () => {
        if (handler === next) handler = undefined;
      };
    },
    onPage: pages.add,
    lost,
  };
}

/** A frame that navigated or was taken away is null; only then may its address be asked, and its place. */
export function isOurPage(
  event: Pick<IpcMainEvent | IpcMainInvokeEvent, 'senderFrame' | 'sender'>,
  contents: Pick<WebContents, 'id'>,
): boolean {
  const frame = event.senderFrame;
  if (frame === null) return false;
  return isOurs(frame.url) && frame.parent === null && event.sender.id === contents.id;
}
