import { app, ipcMain, nativeTheme, powerMonitor, session } from 'electron';
import type { LiveEvent } from '../../contract/live-event.ts';
import { answerAsset } from './answer-asset.ts';
import { APP_SCHEME } from './app-url.ts';
import { type Ask, createAsk } from './ask.ts';
import { budgetNews } from './budget-notices.ts';
import type { DesktopBackend } from './desktop-backend.ts';
import { serveIpc } from './ipc.ts';
import { lockDownSession } from './lock-down.ts';
import { createLoginItem, type LoginItem } from './login-item.ts';
import { MainWindow } from './main-window.ts';
import { askAboutConflict, tellAboutHiding } from './message-boxes.ts';
import { createNoticeReader, signInNotices } from './notices.ts';
import { createNotifier, type Notifier } from './notifier.ts';
import { describeConflict, type PortConflict } from './port-conflict.ts';
import { openPreferences, type PreferenceBook } from './preferences.ts';
import { drainBeforeQuit } from './quit.ts';
import { RoutingControl } from './routing-control.ts';
import { createShellActions } from './shell-actions.ts';
import type { ShellView } from './shell-view.ts';
import { ShellWatch } from './shell-watch.ts';
import { TrayIcon } from './tray.ts';
import { startUpdates, type Updates } from './updates.ts';

export interface DesktopAppParts {
  readonly backend: DesktopBackend;
  readonly version: string;
  /** The shell's own folder. */
  readonly folder: string;
  /** Files that come with the app. */
  readonly files: { readonly preload: string; readonly icon: string; readonly trayIcons: string };
  /** Started at login, so nobody is looking. */
  readonly hidden: boolean;
}

const SIGN_IN_LOOK_MS = 60_000;

/** The tray app: built once the system is ready, ended by Quit. */
export class DesktopApp {
  readonly ask: Ask;
  readonly backend: DesktopBackend;
  readonly loginItem: LoginItem = createLoginItem();
  readonly preferences: PreferenceBook;
  readonly routing: RoutingControl;
  readonly watch: ShellWatch;
  readonly #window: MainWindow;
  readonly #updates: Updates;
  #update: string | undefined;
  #isUpdateDue = false;
  readonly #parts: DesktopAppParts;
  readonly #notifier: Notifier;
  readonly #readNotice = createNoticeReader();
  readonly #tray: TrayIcon;

  constructor(parts: DesktopAppParts) {
    const { backend, version, folder } = parts;
    const onChange = () => this.refresh();
    this.#parts = parts;
    this.backend = backend;
    this.ask = createAsk(backend.dispatcher);
    this.preferences = openPreferences(folder);
    this.#window = new MainWindow(this.#windowParts());
    this.watch = new ShellWatch({ ask: this.ask, instance: backend.instance, version, onChange });
    this.routing = new RoutingControl({
      ask: this.ask,
      log: backend.log,
      decide: (conflict) => this.#decide(conflict),
      onChange,
    });
    this.#notifier = createNotifier((page) => this.#window.show(page));
    this.#updates = startUpdates({
      log: backend.log,
      isWanted: () => this.preferences.read().updates,
      onReady: (ready) => {
        this.#update = ready;
        this.refresh();
      },
    });
    this.#tray = new TrayIcon({
      icons: parts.files.trayIcons,
      actions: createShellActions(this),
      view: () => this.#view(),
    });
  }

  /** Shows the window unless started at login, and starts routing. */
  async start(page?: string): Promise<void> {
    const { dispatcher, events, log } = this.backend;
    serveIpc({ ipc: ipcMain, dispatcher, events, page: () => this.#window.page });
    events.subscribe((event) => this.#see(event));
    powerMonitor.on('resume', () => this.#wake());
    powerMonitor.on('shutdown', () => app.quit());
    setInterval(() => void this.#checkSignIns(), SIGN_IN_LOOK_MS);
    drainBeforeQuit({ app, log, onQuitting: () => this.#endShell(), close: () => this.backend.close() });
    if (!this.#parts.hidden || page !== undefined) this.#window.show(page);
    await Promise.all([this.watch.start(), this.routing.start()]);
    void this.#checkBudgets();
  }

  /** Tray and menu again, from what is known now. */
  refresh(): void {
    this.#tray.refresh();
    if (!this.#isUpdateDue || this.watch.status.inFlight > 0) return;
    this.#isUpdateDue = false;
    this.#updates.install();
  }

  /** Brings the window to the front, on this page if one is named. */
  openWindow(page?: string): void {
    this.#window.show(page);
  }

  /** Looks now, whether or not it is done in the background. */
  checkForUpdates(): void {
    void this.#updates.look();
  }

  /** Never in the middle of an answer: at once when there is none, else after the last one. */
  restartToUpdate(): void {
    this.#isUpdateDue = true;
    this.refresh();
  }

  #view(): ShellView {
    const { status, regions, apps } = this.watch;
    const { conflict, pausedUntil } = this.routing;
    return {
      status,
      regions,
      apps,
      conflict,
      pausedUntil,
      preferences: this.preferences.read(),
      launchesAtLogin: this.loginItem.isOn(),
      canUpdate: this.#updates.canUpdate,
      update: this.#update,
    };
  }

  #windowParts(): ConstructorParameters<typeof MainWindow>[0] {
    const { files, backend } = this.#parts;
    const own = session.fromPartition('persist:dashboard', { cache: false });
    own.protocol.handle(APP_SCHEME, (request) => answerAsset(backend.assets, request));
    lockDownSession(own);
    return {
      session: own,
      preload: files.preload,
      icon: files.icon,
      devTools: !app.isPackaged,
      preferences: this.preferences,
      isSystemDark: () => nativeTheme.shouldUseDarkColors,
      onHidden: () => void this.#tellAboutHiding(),
    };
  }

  #see(event: LiveEvent): void {
    this.watch.see(event);
    const notice = this.#readNotice(event);
    if (notice !== undefined) this.#notifier.show(notice);
    if (event.type === 'budget-crossed') void this.#checkBudgets();
  }

  /** By what stands, not by the event: an alert that came while the app was closed is told, too. */
  async #checkBudgets(): Promise<void> {
    const budgets = await this.ask('budgets.list', {});
    if (!budgets.ok) return;
    const former = this.preferences.read().toldBudgets;
    const { notices, told } = budgetNews(budgets.value, former);
    if (notices.length > 0 || told.length !== former.length) this.preferences.change({ toldBudgets: told });
    for (const notice of notices) this.#notifier.show(notice);
  }

  async #checkSignIns(): Promise<void> {
    const providers = await this.ask('providers.list', {});
    if (!providers.ok) return;
    for (const notice of signInNotices(providers.value, Date.now())) this.#notifier.show(notice);
  }

  async #decide(conflict: PortConflict) {
    const { title, detail } = describeConflict(conflict);
    this.#notifier.show({ key: title, quietMs: 60_000, title, body: detail, page: 'live' });
    return this.#parts.hidden && this.#window.page === undefined ? undefined : askAboutConflict(conflict);
  }

  async #tellAboutHiding(): Promise<void> {
    if (this.preferences.read().toldAboutHiding) return;
    this.preferences.change({ toldAboutHiding: true });
    if (await tellAboutHiding()) this.loginItem.set(true, this.preferences.read().startHidden);
    this.refresh();
  }

  #wake(): void {
    this.backend.wake();
    this.routing.wake();
    void this.watch.look();
  }

  #endShell(): void {
    this.#window.isQuitting = true;
    this.watch.stop();
    this.#updates.stop();
    this.#tray.destroy();
  }
}
