/**
 * The port to everything that the operating system shows or keeps: one interface, two adapters (electron/, chromium/).
 * A member that a shell or a system can't serve says `unsupported`; none throws for it.
 */
import type { Socket } from 'node:net';
import type { MenuCommand } from '../../app/contract/settings.ts';
import type { NoticeSound } from '../../app/notices/health.ts';
import type { Update, UpdateProblem, UpdatesElsewhere } from '../../app/updates/update.ts';

export type Undo = () => void;

/** What a shell says to a wish: done, or this system has no such thing. */
export type Answer = 'done' | 'unsupported';

export interface Shell {
  /** Which of the two adapters this is. */
  readonly name: 'electron' | 'chromium';
  /** Messages to and calls from the page. */
  readonly wire: PageWire;
  readonly window: WindowPort;
  readonly tray: TrayPort;
  readonly notifications: NotificationPort;
  readonly badge: BadgePort;
  readonly recents: RecentsPort;
  readonly secrets: SecretsPort;
  readonly links: LinksPort;
  readonly power: PowerPort;
  readonly loginItem: LoginItemPort;
  readonly dialogs: DialogsPort;
  readonly storage: StoragePort;
  readonly menus: MenusPort;
  readonly updates: UpdatesPort;
  /** Loads the page and, unless hidden, shows the window; whoever answers calls is listening by then. */
  open(options: { readonly hidden: boolean }): Promise<void>;
  /** The person started Kith again with the same data folder; `argv` is what they gave, program and script left out. */
  onSecondStart(listener: (argv: readonly string[]) => void): Undo;
  /** Ends the process after the quit listeners are done; a second call changes nothing. */
  quit(): void;
  /** Runs before the process ends, whoever ended it; all listeners together get 5 seconds. */
  onQuit(listener: () => Promise<void> | void): Undo;
}

export interface PageWire {
  /** Hands one structured-cloneable JSON value to the page, in order; dropped while there is no page. */
  post(message: unknown): void;
  /** Answers the page's calls, which come from the main frame of our own origin only; one handler at a time. */
  onCall(handler: CallHandler): Undo;
  /** `ready`: a page was (re)loaded and listens; `gone`: it crashed or is being replaced, posts are lost until `ready`. */
  onPage(listener: (event: 'ready' | 'gone') => void): Undo;
}
/** What it throws reaches the page as a rejected promise with no details: answer with an outcome instead. */
export type CallHandler = (name: string, args: unknown) => Promise<unknown>;

export interface WindowState {
  /** It has the keyboard. */
  readonly focused: boolean;
  /** It is on a screen: neither hidden nor minimised. */
  readonly visible: boolean;
}

export interface WindowPort {
  /** Makes it visible, from hidden or minimised, and raises it. */
  show(): void;
  /** Takes it off the screen; without a tray it is minimised, so that there is a way back. */
  hide(): void;
  /** Shows it and asks for the keyboard; `token` is the one that came with a notification's click. */
  focus(token?: string): void;
  /** Loads the page anew. */
  reload(): void;
  setTitle(title: string): void;
  /** Calls for the person at the task bar or the dock, or stops it. */
  attract(on: boolean): Answer;
  /** As the window system sees it, not the page. */
  isFocused(): boolean;
  /** As the window system sees it, not the page. */
  isVisible(): boolean;
  /** Told on every change of focus or visibility. */
  onChange(listener: (state: WindowState) => void): Undo;
  /** Asked when the person closes the window: `hide` keeps Kith running, `close` quits. Where closing can't be held up, it quits. */
  onCloseRequest(decide: () => 'hide' | 'close'): Undo;
}

export interface MenuItem {
  readonly label: string;
  /** `check` stands for itself, of several `radio` one is on. */
  readonly mark?: { readonly kind: 'check' | 'radio'; readonly on: boolean };
  readonly choose: () => void;
}

export interface Submenu {
  readonly label: string;
  readonly items: readonly MenuEntry[];
}

export type MenuEntry = MenuItem | Submenu | 'separator';

export interface TrayState {
  readonly tooltip: string;
  /** `some`: there is something unread, without a number. */
  readonly unread: 'none' | 'some' | 'count';
  /** For `count`. */
  readonly count: number;
  /** No account is connected, though one should be. */
  readonly offline: boolean;
  readonly menu: readonly MenuEntry[];
}

/** The desktop has no panel for icons, there is no message bus to ask, or it is not Kith's own window but a browser's. */
export type NoTray = 'panel' | 'bus' | 'browser';

export interface TrayPort {
  /** Whether an icon would be seen now; a panel may come and go. */
  available(): boolean;
  onAvailable(listener: (available: boolean) => void): Undo;
  /** Why no icon would be seen now; undefined: it would. */
  absence(): NoTray | undefined;
  /** Puts the icon there or changes it; `undefined` takes it away. */
  set(state: TrayState | undefined): Answer;
  /** A click on the icon itself; not every desktop has one, and on macOS it opens the menu, so the menu needs the same. */
  onClick(listener: () => void): Undo;
}

export interface NotificationAction {
  readonly id: string;
  readonly label: string;
}

export interface NotificationRequest {
  /** Shown again under the same id, it takes the place of the earlier one. */
  readonly id: string;
  /** Plain text. */
  readonly title: string;
  /** Plain text; line breaks are kept. */
  readonly body: string;
  readonly actions: readonly NotificationAction[];
  /** What is to be heard with it; absent: nothing. */
  readonly sound?: NoticeSound;
  /** With it, and where the system can, there is a field to answer in. */
  readonly replyPlaceholder?: string;
}

export type NotificationEvent =
  /**
   * `token`: give it to window.focus, so that the window system allows it. An unknown `id`: one of an earlier run, and the
   * system does not say which.
   */
  | { readonly kind: 'click'; readonly id: string; readonly token?: string }
  | { readonly kind: 'action'; readonly id: string; readonly action: string; readonly token?: string }
  | { readonly kind: 'reply'; readonly id: string; readonly text: string }
  /** Dismissed, expired or removed. */
  | { readonly kind: 'closed'; readonly id: string };

/**
 * `unheard`: it is shown, but this system makes no sound with notifications. `unsupported`: nothing here shows them.
 * `failed`: the system did not show it.
 */
export type ShowOutcome = 'shown' | 'unheard' | 'unsupported' | 'failed';

export interface NotificationCapabilities {
  readonly shown: boolean;
  readonly actions: boolean;
  readonly reply: boolean;
  /** The system itself is told not to disturb, as far as it says so. */
  readonly quiet: boolean;
}

export interface NotificationPort {
  /** What the system's notifications can do; asked anew each time, within 2 seconds. */
  capabilities(): Promise<NotificationCapabilities>;
  show(request: NotificationRequest): Promise<ShowOutcome>;
  /** Takes it away, shown or not. */
  remove(id: string): void;
  onEvent(listener: (event: NotificationEvent) => void): Undo;
  /** What is shown stays there when Kith ends, and starts it again when it is pressed. */
  readonly outlives: boolean;
  /** Tells of what was pressed before anybody listened, and from now on of those of an earlier run, too. */
  begin(): void;
}

export interface BadgePort {
  /** The number at the application's icon; 0 takes it away. */
  set(count: number): Answer;
}

export interface RecentChat {
  /** Says nothing about the chat: letters, digits and hyphens. */
  readonly token: string;
  readonly name: string;
}

/** Chats in the menu of the application's icon in the task bar or the dock. */
export interface RecentsPort {
  available(): boolean;
  /** Newest first, in place of those before; `title` stands above them where there is room for it. */
  set(chats: readonly RecentChat[], title: string): Answer;
  /** Told with the token; where the system starts the program instead, it has `--chat=TOKEN` on its command line. */
  onChoose(listener: (token: string) => void): Undo;
}

export type SecretRead =
  | { readonly kind: 'found'; readonly secret: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unsupported' }
  /** It is there, but was stored with another backend than today's, or the keychain is locked: nothing was overwritten. */
  | { readonly kind: 'failed' };

export interface SecretsPort {
  /** The keychain's name for the person, such as `Keychain` or `gnome_libsecret`; undefined without one. */
  backend(): Promise<string | undefined>;
  /** Keeps it in the keychain, in place of an earlier one. */
  store(key: string, secret: string): Promise<'stored' | 'unsupported' | 'failed'>;
  read(key: string): Promise<SecretRead>;
  /** `done` too when there was none. */
  remove(key: string): Promise<'done' | 'unsupported' | 'failed'>;
}

export interface LinksPort {
  /** Opens a link in the person's browser or mail program: http, https and mailto only, whatever else is refused. */
  open(url: string): Promise<'opened' | 'refused' | 'failed'>;
}

export interface PowerPort {
  onSuspend(listener: () => void): Undo;
  /** The network may still be on its way. */
  onResume(listener: () => void): Undo;
  /** Seconds since the last key or mouse movement anywhere; undefined where the system does not tell. */
  idleSeconds(): Promise<number | undefined>;
  /** Interfaces or addresses of this computer changed. */
  onNetworkChange(listener: () => void): Undo;
}

/** `held-back`: on the system's list, but the person has yet to allow it there. */
export type LoginItemState = boolean | 'held-back' | 'unsupported';

export interface LoginItemPort {
  /** Whether Kith starts, hidden, when the person signs in to the computer; asked of the system, where it can be changed, too. */
  read(): Promise<LoginItemState>;
  set(on: boolean): Promise<Answer>;
}

export interface FileFilter {
  readonly name: string;
  /** Without dots. */
  readonly extensions: readonly string[];
}

export interface DialogsPort {
  /** Paths to read; empty when the person thought better of it. */
  openFiles(options: {
    readonly title: string;
    readonly multiple: boolean;
    readonly filters: readonly FileFilter[];
  }): Promise<readonly string[] | 'unsupported'>;
  /** A path to write; undefined when the person thought better of it. */
  saveFile(options: { readonly title: string; readonly name: string }): Promise<string | undefined | 'unsupported'>;
}

export interface StoragePort {
  /** Deletes the files of the page's databases, readable or not; the page has closed them. */
  clear(): Promise<'done' | 'failed'>;
}

/** The words of the menus that the shell itself puts up, in the person's language. */
export interface MenuWords {
  readonly undo: string;
  readonly redo: string;
  readonly cut: string;
  readonly copy: string;
  readonly paste: string;
  readonly selectAll: string;
  readonly copyLink: string;
  readonly addToDictionary: string;
  readonly pasteAndMatch: string;
  readonly about: string;
  readonly services: string;
  readonly hide: string;
  readonly hideOthers: string;
  readonly showAll: string;
  readonly quit: string;
  readonly file: string;
  readonly close: string;
  readonly edit: string;
  readonly view: string;
  readonly fullScreen: string;
  readonly reload: string;
  readonly window: string;
  readonly minimise: string;
  readonly zoom: string;
  readonly front: string;
  readonly help: string;
  /** Of the page's own shortcuts. */
  readonly commands: Readonly<Record<MenuCommand, string>>;
}

export interface MenusPort {
  /** Menu bar and context menu in these words; `unsupported`: the browser brings its own. */
  setWords(words: MenuWords): Answer;
  /** Chosen in the menu bar. */
  onCommand(listener: (command: MenuCommand) => void): Undo;
}

/** Why an update did not come or was not put in place; the message is for the log. */
export class UpdateError extends Error {
  readonly problem: UpdateProblem;
  constructor(problem: UpdateProblem, message: string) {
    super(message);
    this.name = 'UpdateError';
    this.problem = problem;
  }
}

export interface UpdatesPort {
  /** Why this copy does not update itself, and so nothing else here is ever called; undefined: it does. */
  readonly elsewhere: UpdatesElsewhere | undefined;
  /** Asks the source for the newest version; undefined: this one is. Rejects with an UpdateError. */
  check(): Promise<Update | undefined>;
  /** Fetches what `check` found, and checks it. `onShare` gets 0 to 1. Rejects with an UpdateError, or when aborted. */
  download(onShare: (share: number) => void, signal: AbortSignal): Promise<void>;
  /** What was fetched takes this one's place when the process ends; with `restart` it is started then. */
  installAtQuit(restart: boolean): void;
  /** Whether there may be a network; false is certain. */
  online(): boolean;
  /** Every connection from now on goes through what this gives. */
  reachBy(tunnel: Tunnel): void;
}

/** A connection to `host` and `port` through the person's proxy; undefined: there is none, it is made directly. */
export type Tunnel = (host: string, port: number) => Promise<Socket | undefined>;
