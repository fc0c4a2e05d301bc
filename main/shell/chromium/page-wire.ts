import { listeners } from '../listeners.ts';
import type { CallHandler, PageWire } from '../shell.ts';
import type { DevtoolsSession } from './devtools.ts';
import { DELIVER, type FromPage, type ToPage, WIRE_BINDING, WIRE_SCRIPT } from './page-script.ts';

export interface ServedWire extends PageWire {
  /** The page is gone or going: what is posted from now on has no one to hear it. */
  lost(): void;
}

/** Serves the wire of the page behind a session; `mainFrame` and `origin` say whose calls are answered. */
export async function serveWire(page: DevtoolsSession, mainFrame: string, origin: string): Promise<ServedWire> {
  const pages = listeners<'ready' | 'gone'>();
  let handler: CallHandler | undefined;
  /** The world of the page's own scripts, while its document is ours. */
  let world: number | undefined;
  /** Whether that document listens. */
  let ready = false;
  let batch: ToPage[] = [];

  function lost(): void {
    const was = ready;
    world = undefined;
    ready = false;
    batch = [];
    if (was) pages.tell('gone');
  }

  page.on('Runtime.executionContextCreated', ({ context }) => {
    const aux = context.auxData as { readonly isDefault?: boolean; readonly frameId?: string } | undefined;
    if (aux?.isDefault !== true || aux.frameId !== mainFrame) return;
    lost();
    if (context.origin === origin) world = context.id;
  });
  page.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
    if (executionContextId === world) lost();
  });
  page.on('Runtime.executionContextsCleared', lost);

  function hand(item: ToPage): void {
    batch.push(item);
    if (batch.length === 1) setImmediate(flush);
  }

  function flush(): void {
    if (world === undefined || batch.length === 0) return;
    const text = JSON.stringify(batch);
    batch = [];
    const sent = page.send('Runtime.callFunctionOn', {
      functionDeclaration: `(text) => globalThis.${DELIVER}(text)`,
      arguments: [{ value: text }],
      executionContextId: world,
      silent: true,
      returnByValue: true,
    });
    // The document went while this was on its way: executionContextDestroyed tells, and the layer above gives it again.
    sent.catch(() => undefined);
  }

  async function answer(call: Extract<FromPage, { kind: 'call' }>, asker: number): Promise<void> {
    let item: ToPage;
    try {
      if (handler === undefined) throw new Error('Nobody answers yet.');
      item = { kind: 'answer', id: call.id, value: await handler(call.name, call.args) };
    } catch {
      // CallHandler promises the page no details; whoever serves the calls has logged them.
      item = { kind: 'failure', id: call.id };
    }
    if (asker === world) hand(item);
  }

  page.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    // Every frame of whatever origin has the binding; only our own document in the main frame is believed.
    if (name !== WIRE_BINDING || world === undefined || executionContextId !== world) return;
    const said = readFromPage(payload);
    if (said?.kind === 'call') void answer(said, executionContextId);
    else if (said?.kind === 'listening' && !ready) {
      ready = true;
      pages.tell('ready');
    }
  });
  await page.send('Runtime.addBinding', { name: WIRE_BINDING });
  await page.send('Page.addScriptToEvaluateOnNewDocument', { source: WIRE_SCRIPT });

  return {
    post(message) {
      if (ready) hand({ kind: 'message', message });
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

function readFromPage(payload: string): FromPage | undefined {
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { kind, id, name, args } = value as Record<string, unknown>;
  if (kind === 'listening') return { kind };
  if (kind === 'call' && typeof id === 'number' && typeof name === 'string') return { kind, id, name, args };
  return undefined;
}
