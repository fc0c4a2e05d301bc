/** Kith itself, whatever the shell: everything is made here once, in the order in which it is needed. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Batch } from '../app/contract/contract.ts';
import type { Hello } from '../app/contract/sync.ts';
import { pickLanguage } from '../app/i18n/language.ts';
import { createTranslator, type Translator } from '../app/i18n/translator.ts';
import type { BareJid } from '../app/jid.ts';
import { createAccounts } from './accounts/accounts.ts';
import { createDevices } from './accounts/devices.ts';
import { createPasswords } from './accounts/passwords.ts';
import { secondStart } from './arguments.ts';
import { watchAttention } from './attention.ts';
import { createDelivery } from './bridge/delivery.ts';
import { serve } from './bridge/serve.ts';
import { systemClock } from './clock.ts';
import { createHandlers } from './handlers.ts';
import type { Kith } from './kith-parts.ts';
import { createLastSeen } from './last-seen.ts';
import { createLinkQueue } from './links.ts';
import { type Log, reasonOf } from './log.ts';
import type { LogFile } from './log-file.ts';
import { createProxies } from './network/proxies.ts';
import { createAnswers } from './notices/answers.ts';
import { createAttract } from './notices/attract.ts';
import { nothingKept, openKept } from './notices/kept.ts';
import { createNotices } from './notices/notices.ts';
import { createQuiet } from './notices/quiet.ts';
import { createShowing } from './notices/showing.ts';
import { createTrayIcon } from './notices/tray.ts';
import { trayActions } from './notices/tray-actions.ts';
import { createTrial } from './notices/trial.ts';
import { createRecentChats } from './recent-chats.ts';
import { createRoutes } from './routes.ts';
import { openSettings } from './settings.ts';
import type { Shell } from './shell/shell.ts';
import { createStoreRetry } from './storage/store-retry.ts';
import { createUpdates } from './updates/updates.ts';
import { languagesOf, menuWords } from './words.ts';
import { openTunnel } from './xmpp/transport/proxy.ts';
import { systemResolver } from './xmpp/transport/resolver.ts';

/** An account to show Kith with: signed in at the start, and nothing of it is kept. */
export interface DemoAccount {
  readonly address: BareJid;
  readonly password: string;
  readonly host?: string;
  readonly port?: number;
}

export interface KithOptions {
  /** Absolute and there. */
  readonly dataDir: string;
  /** Start without showing the window. */
  readonly hidden: boolean;
  /** PEM texts of certificate authorities that are trusted besides the usual ones. */
  readonly extraCas: readonly string[];
  readonly demo?: DemoAccount;
  /** xmpp: links that it was started with. */
  readonly links: readonly string[];
  /** The token of a chat (recent-chats.ts) that it was started with. */
  readonly chat?: string;
  readonly version: string;
  readonly log: Log;
  readonly logFile: LogFile;
}

/** How long quitting waits for the page to store what has come in, in ms. */
const DRAIN = 2000;

/** ms for a connection through a proxy to where updates are. */
const TUNNEL_LIMIT = 30_000;

export async function startKith(shell: Shell, options: KithOptions): Promise<{ stop(): Promise<void> }> {
  const { log } = options;
  const systemLanguages = languagesOf(process.env);
  // Asked now, answered by the time that the page wants to know.
  const keychain = shell.secrets.backend();
  const delivery = createDelivery(randomUUID(), (batch: Batch) => shell.wire.post(batch));
  const { live } = delivery;
  const storeRetry = createStoreRetry(delivery, systemClock);
  let translator: Translator;
  const settings = await openSettings(options.dataDir, log, (changed) => {
    applyLanguage();
    options.logFile.setLevel(changed.logLevel);
    live({ type: 'settings/changed', settings: changed });
    quiet.look();
    kith.tray.refresh();
    kith.attract.refresh();
    kith.recentChats.refresh();
  });
  const kept = shell.notifications.outlives ? await openKept(join(options.dataDir, 'notices.json'), log) : nothingKept;
  const quiet = createQuiet({ settings, clock: systemClock, log });

  options.logFile.setLevel(settings.current().logLevel);

  function applyLanguage(): void {
    translator = createTranslator(pickLanguage(settings.current().language, systemLanguages), systemLanguages);
    shell.menus.setWords(menuWords(translator));
  }
  applyLanguage();

  const proxies = createProxies(options.dataDir, shell.secrets, settings, log);
  const surroundings = {
    extraCas: options.extraCas,
    proxy: proxies.current,
    resolver: systemResolver,
    clock: systemClock,
    random: Math.random,
    log,
  };
  const lastSeen = createLastSeen({
    clock: systemClock,
    onChange() {
      if (!settings.current().sendLastSeen) return;
      for (const account of accounts.all()) account.features.presence.announce();
    },
  });
  const attention = watchAttention({
    window: shell.window,
    power: shell.power,
    clock: systemClock,
    log,
    onChange(attended, since) {
      lastSeen.attended(attended, since);
      for (const account of accounts.all()) account.features.csi.changed();
    },
  });
  lastSeen.attended(attention.attended(), systemClock.now());
  const accounts = createAccounts({
    ...surroundings,
    attended: attention.attended,
    lastSeen,
    version: options.version,
    dataDir: options.dataDir,
    passwords: createPasswords(options.dataDir, shell.secrets, log),
    devices: createDevices(options.dataDir, shell.secrets, log),
    settings: settings.current,
    live(event) {
      live(event);
      if (event.type === 'account/changed' || event.type === 'account/removed') kith.tray.refresh();
      if (event.type === 'account/removed') kith.notices.accountRemoved(event.account);
    },
    intake: delivery.intake,
    durable(event, stored) {
      delivery.durable(event, stored);
      storeRetry.another();
    },
  });

  const links = createLinkQueue(live, log);
  const routes = createRoutes(live);
  const answers = createAnswers(live);
  const undisturbed = () => accounts.all().every((account) => account.info().presence.show === 'dnd');
  const showing = createShowing({
    notifications: shell.notifications,
    onSound: (sound) => live({ type: 'notices/sound', sound }),
    onHealth: () => live({ type: 'notices/health-changed' }),
    log,
  });
  const trial = createTrial({
    notifications: shell.notifications,
    show: showing.show,
    t: () => translator.t,
    sound: () => (settings.current().noticeSound ? 'message' : undefined),
    onPressed(token) {
      shell.window.focus(token);
      live({ type: 'notices/test-pressed' });
    },
  });
  const notices = createNotices({
    notifications: shell.notifications,
    kept,
    show: showing.show,
    settings: settings.current,
    translator: () => translator,
    availability: (account) => (quiet.isOn() ? 'dnd' : (accounts.find(account)?.info().presence.show ?? 'offline')),
    inView: () => (shell.window.isFocused() && shell.window.isVisible() ? kith.inView : undefined),
    onOpen(route, token) {
      shell.window.focus(token);
      if (route !== undefined) routes.goTo(route);
    },
    onAnswer(account, from, answer) {
      answerRequest(kith, account, from, answer).catch((error: unknown) => {
        log.warn('request not answered from its notification', { reason: reasonOf(error) });
        shell.window.focus();
        routes.goTo({ to: 'request', account, from });
      });
    },
    clock: systemClock,
    onRead: (account, peer) => answers.add({ account, peer, kind: 'read' }),
    onReply: (account, peer, text) => answers.add({ account, peer, kind: 'reply', text }),
  });
  const tray = createTrayIcon({
    tray: shell.tray,
    badge: shell.badge,
    translator: () => translator,
    accounts: () => accounts.all().map((account) => account.info()),
    quietUntil: quiet.until,
    onClick: () => {
      // On Linux a second click puts away what the first one brought; on Windows it may be the half of a double click.
      if (process.platform === 'linux' && shell.window.isFocused()) shell.window.hide();
      else shell.window.focus();
    },
    actions: trayActions({ shell, accounts, quiet, clock: systemClock, live, log }),
  });

  const recentChats = await createRecentChats({
    recents: shell.recents,
    dataDir: options.dataDir,
    wanted: () => settings.current().recentChats,
    title: () => translator.t('window.recentChats.title'),
    newToken: randomUUID,
    onOpen(route) {
      shell.window.focus();
      routes.goTo(route);
    },
    log,
  });

  const attract = createAttract({
    window: shell.window,
    wanted: () => settings.current().attract && !quiet.isOn() && !undisturbed(),
    clock: systemClock,
  });
  // Nothing goes around the person's proxy.
  shell.updates.reachBy(async (host, port) => {
    const proxy = await proxies.current();
    const tunnel = { clock: systemClock, random: Math.random, resolver: systemResolver, log };
    return proxy && openTunnel(proxy, { host, port }, { ...tunnel, signal: AbortSignal.timeout(TUNNEL_LIMIT) });
  });
  const updates = createUpdates({
    port: shell.updates,
    // Whoever is shown Kith is not to be told of another one.
    mayLook: () => options.demo === undefined && settings.current().lookForUpdates,
    quit: () => shell.quit(),
    onChange: (state) => live({ type: 'updates/changed', state }),
    clock: systemClock,
    random: Math.random,
    log,
  });

  async function hello(): Promise<Hello> {
    // What follows the answer is the state of things: who is there, who is blocked, what is not stored yet.
    log.info('page ready');
    delivery.pageReady();
    routes.pageReady();
    for (const account of accounts.all()) {
      account.pageReady();
      account.features.presence.tellAll();
      account.features.blocking.tell();
      account.features.catchUp.tell();
    }
    return {
      version: options.version,
      shell: shell.name,
      platform: process.platform,
      systemLanguages,
      settings: settings.current(),
      settingsAside: settings.aside ?? null,
      accounts: accounts.all().map((account) => account.info()),
      tray: shell.tray.absence() ?? 'there',
      dataDir: options.dataDir,
      hasRecentChats: shell.recents.available(),
      keychain: (await keychain) === undefined ? 'unsupported' : 'available',
      window: { focused: shell.window.isFocused(), visible: shell.window.isVisible() },
    };
  }

  const kith: Kith = {
    version: options.version,
    dataDir: options.dataDir,
    shell,
    accounts,
    settings,
    delivery,
    storeRetry,
    notices,
    showing,
    trial,
    answers,
    tray,
    attract,
    recentChats,
    links,
    updates,
    surroundings,
    proxies,
    live,
    hello,
    log,
    inView: undefined,
  };

  links.add(options.links);
  if (options.chat !== undefined) recentChats.open(options.chat);
  const undo = [
    shell.onSecondStart((argv) => {
      const start = secondStart(argv);
      // A link wants an answer, so the window comes.
      if (links.add(start.links) || !start.hidden) shell.window.focus();
      if (start.chat !== undefined) recentChats.open(start.chat);
    }),
    attention.stop,
    lastSeen.stop,
    serve(shell.wire, createHandlers(kith), log),
    shell.wire.onPage((event) => {
      if (event !== 'gone') return;
      delivery.pageGone();
      routes.pageGone();
      // Who was reading or writing there goes on with it when the page is back.
      if (kith.inView !== undefined) routes.goTo({ to: 'conversation', ...kith.inView });
      kith.inView = undefined;
    }),
    shell.window.onChange((state) => {
      live({ type: 'desktop/window', ...state });
      if (state.focused) for (const account of accounts.all()) account.connection.attended();
    }),
    shell.menus.onCommand((command) => {
      shell.window.focus();
      live({ type: 'desktop/command', command });
    }),
    shell.tray.onAvailable(() => live({ type: 'desktop/tray', tray: shell.tray.absence() ?? 'there' })),
    shell.window.onCloseRequest(() => onClose(kith, options.demo !== undefined, translator)),
    shell.power.onSuspend(() => {
      for (const account of accounts.all()) account.connection.suspend();
    }),
    shell.power.onResume(() => {
      quiet.look();
      for (const account of accounts.all()) account.connection.resumedFromSleep();
    }),
    shell.power.onNetworkChange(() => {
      for (const account of accounts.all()) account.connection.networkChanged();
    }),
  ];

  if (options.demo !== undefined) accounts.signInForDemo(options.demo);
  // The page loads while the accounts sign in: neither waits for the other.
  await Promise.all([accounts.load(), shell.open({ hidden: options.hidden })]);
  quiet.look();
  tray.refresh();

  return {
    async stop() {
      notices.stop();
      trial.stop();
      quiet.stop();
      tray.stop();
      attract.stop();
      recentChats.stop();
      updates.stop();
      storeRetry.stop();
      await accounts.stop();
      // What has come in is written before the page goes; what is not comes again from the server.
      await Promise.race([delivery.drained(), new Promise((resolve) => systemClock.after(DRAIN, () => resolve(null)))]);
      for (const each of undo) each();
    },
  };
}

/** With a tray, closing hides; the first time a notification says so. */
function onClose(kith: Kith, isDemo: boolean, { t }: Translator): 'hide' | 'close' {
  const { shell, settings, log } = kith;
  if (isDemo || !shell.tray.available() || !settings.current().closeToTray) return 'close';
  if (!settings.current().trayHintShown) {
    settings.change({ trayHintShown: true }).catch((error: unknown) => {
      log.warn('settings not kept', { reason: reasonOf(error) });
    });
    const words = { title: t('notices.trayHint.title'), body: t('notices.trayHint.body') };
    void kith.showing.show({ id: 'tray-hint', ...words, actions: [] });
  }
  return 'hide';
}

async function answerRequest(
  { accounts }: Kith,
  account: BareJid,
  from: BareJid,
  answer: 'accept' | 'decline',
): Promise<void> {
  const found = accounts.get(account);
  const { subscription } = found.features;
  if (answer === 'decline') subscription.decline(found.session(), from);
  else await subscription.accept(found.session(), from, { addBack: false, name: '', groups: [] });
}
