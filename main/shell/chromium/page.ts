import { type Log, reasonOf } from '../../log.ts';
import { crashLimit } from '../crash-limit.ts';
import { listeners } from '../listeners.ts';
import type { PageFile } from '../page-files.ts';
import type { PageWire, Undo, WindowState } from '../shell.ts';
import type { DevtoolsSession } from './devtools.ts';
import { STATE_BINDING, STATE_SCRIPT, STATE_WORLD } from './page-script.ts';
import { serveWire } from './page-wire.ts';

/** The one page that this browser shows. */
export interface AppPage {
  readonly wire: PageWire;
  open(): Promise<void>;
  reload(): Promise<void>;
  setTitle(title: string): Promise<void>;
  state(): WindowState;
  onState(listener: (state: WindowState) => void): Undo;
}

export interface PageParts {
  readonly session: DevtoolsSession;
  readonly origin: string;
  readonly files: (method: string, url: string) => Promise<PageFile>;
  /** The page crashes again and again. */
  readonly onHopeless: () => void;
  readonly log: Log;
}

/** Takes the page in hand before it has loaded anything: its requests, its wire, where it may go. */
export async function takePage({ session, origin, files, onHopeless, log }: PageParts): Promise<AppPage> {
  const home = `${origin}/`;
  const mayReload = crashLimit();
  let opened = false;

  await session.send('Page.enable');
  const { frameTree } = await session.send('Page.getFrameTree');
  const mainFrame = frameTree.frame.id;

  session.on('Fetch.requestPaused', ({ requestId, request, resourceType }) => {
    const settled = request.url.startsWith(home)
      ? files(request.method, request.url).then((file) =>
          session.send('Fetch.fulfillRequest', {
            requestId,
            responseCode: file.status,
            responseHeaders: Object.entries(file.headers).map(([name, value]) => ({ name, value })),
            body: file.body.toString('base64'),
          }),
        )
      : // An aborted navigation leaves the page as it is; a blocked one would put an error page in its place.
        session.send('Fetch.failRequest', {
          requestId,
          errorReason: resourceType === 'Document' ? 'Aborted' : 'BlockedByClient',
        });
    settled.catch((error: Error) => log.warn('page request', { reason: reasonOf(error) }));
  });
  await session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });

  const wire = await serveWire(session, mainFrame, origin);
  const state = await watchState(session);

  session.on('Page.frameNavigated', ({ frame }) => {
    if (!opened || frame.parentId !== undefined || frame.url.startsWith(home)) return;
    log.warn('page: it left our origin and is brought back');
    open().catch((error: Error) => log.warn('page', { reason: reasonOf(error) }));
  });
  session.on('Page.javascriptDialogOpening', ({ type }) => {
    const accept = type === 'beforeunload';
    session
      .send('Page.handleJavaScriptDialog', { accept })
      .catch((error: Error) => log.warn('page dialog', { reason: reasonOf(error) }));
  });
  session.on('Inspector.targetCrashed', () => {
    log.warn('page: it crashed');
    wire.lost();
    if (!mayReload()) onHopeless();
    else open().catch((error: Error) => log.warn('page', { reason: reasonOf(error) }));
  });
  await session.send('Runtime.enable');

  async function open(): Promise<void> {
    opened = true;
    const { errorText } = await session.send('Page.navigate', { url: home });
    if (errorText !== undefined && errorText !== '') throw new Error(`The page did not load: ${errorText}`);
  }

  return {
    wire,
    open,
    async reload() {
      await session.send('Page.reload', { ignoreCache: true });
    },
    async setTitle(title) {
      await session.send('Runtime.evaluate', { expression: `document.title = ${JSON.stringify(title)}` });
    },
    state: state.current,
    onState: state.onChange,
  };
}

async function watchState(session: DevtoolsSession): Promise<{
  current(): WindowState;
  onChange(listener: (state: WindowState) => void): Undo;
}> {
  const changes = listeners<WindowState>();
  let current: WindowState = { focused: false, visible: true };
  session.on('Runtime.bindingCalled', ({ name, payload }) => {
    // Only the isolated world has this binding, so the payload is our own script's.
    if (name !== STATE_BINDING) return;
    const next = JSON.parse(payload) as WindowState;
    if (next.focused === current.focused && next.visible === current.visible) return;
    current = next;
    changes.tell(current);
  });
  await session.send('Runtime.addBinding', { name: STATE_BINDING, executionContextName: STATE_WORLD });
  await session.send('Page.addScriptToEvaluateOnNewDocument', { source: STATE_SCRIPT, worldName: STATE_WORLD });
  return { current: () => current, onChange: changes.add };
}
