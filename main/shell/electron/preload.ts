/** Puts window.kithWire (renderer/wire.ts) there, and nothing else. It is built as CommonJS, as the sandbox wants it. */
import { contextBridge, ipcRenderer } from 'electron';
import { type CallAnswer, CHANNELS } from './channels.ts';

let listener: ((message: unknown) => void) | undefined;
let early: unknown[] = [];

ipcRenderer.on(CHANNELS.messages, (_event, batch: readonly unknown[]) => {
  for (const message of batch) {
    if (listener === undefined) early.push(message);
    else listener(message);
  }
});

contextBridge.exposeInMainWorld('kithWire', {
  async call(name: string, args: unknown): Promise<unknown> {
    const answer = (await ipcRenderer.invoke(CHANNELS.call, name, args)) as CallAnswer;
    if (answer.kind === 'failure') throw new Error('The call failed.');
    return answer.value;
  },
  onMessage(next: (message: unknown) => void): () => void {
    listener = next;
    const kept = early;
    early = [];
    for (const message of kept) next(message);
    ipcRenderer.send(CHANNELS.listening);
    return () => {
      if (listener === next) listener = undefined;
    };
  },
});
