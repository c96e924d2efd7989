import { app, BrowserWindow, type Session, type WebContents } from 'electron';
import { APP_URL } from './app-url.ts';
import type { PreferenceBook } from './preferences.ts';
import { windowOptions } from './window-options.ts';

export interface MainWindowParts {
  readonly session: Session;
  readonly preload: string;
  readonly icon: string;
  readonly devTools: boolean;
  readonly preferences: PreferenceBook;
  isSystemDark(): boolean;
  /** The person closed the window and the app goes on. */
  onHidden(): void;
}

const CRASH_WINDOW_MS = 60_000;
const MAX_CRASHES = 3;

/** The one window. Closing it hides it; it is built when it is first shown. */
export class MainWindow {
  /** From then on closing closes. */
  isQuitting = false;
  readonly #parts: MainWindowParts;
  #window: BrowserWindow | undefined;
  /** Monotonic milliseconds. */
  #crashes: readonly number[] = [];

  constructor(parts: MainWindowParts) {
    this.#parts = parts;
  }

  get page(): WebContents | undefined {
    return this.#window?.webContents;
  }

  /** Brings the window to the front, on this page if one is named. */
  show(page?: string): void {
    if (this.#window === undefined) {
      this.#window = this.#open();
      void this.#window.loadURL(page === undefined ? APP_URL : `${APP_URL}#/${page}`);
      return;
    }
    if (page !== undefined) void this.#window.loadURL(`${APP_URL}#/${page}`);
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  #open(): BrowserWindow {
    const { preferences, session, preload, icon, devTools } = this.#parts;
    const { width, height } = preferences.read();
    const background = this.#isDark() ? '#14161c' : '#f7f8fa';
    const window = new BrowserWindow(
      windowOptions({ preload, session, icon, devTools, background, bounds: { width, height } }),
    );
    // Nothing is shown before the page has painted in its own theme.
    window.once('ready-to-show', () => window.show());
    // On macOS the Dock shows the app for as long as it has a window.
    window.on('show', () => void app.dock?.show());
    window.on('hide', () => app.dock?.hide());
    window.on('close', (event) => {
      void this.#remember(window);
      if (this.isQuitting) return;
      event.preventDefault();
      window.hide();
      this.#parts.onHidden();
    });
    window.on('closed', () => {
      this.#window = undefined;
    });
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit' && !this.isQuitting && this.#mayReload()) window.reload();
    });
    return window;
  }

  /** A page that crashes over and over is left alone: the proxy needs the processor. */
  #mayReload(): boolean {
    const now = performance.now();
    this.#crashes = [...this.#crashes.filter((at) => now - at < CRASH_WINDOW_MS), now];
    return this.#crashes.length <= MAX_CRASHES;
  }

  #isDark(): boolean {
    const { theme } = this.#parts.preferences.read();
    return theme === 'system' ? this.#parts.isSystemDark() : theme === 'dark';
  }

  /** Size and theme, for the next start. */
  async #remember(window: BrowserWindow): Promise<void> {
    const { width, height } = window.getNormalBounds();
    this.#parts.preferences.change({ width, height });
    const theme: unknown = await window.webContents
      .executeJavaScript('document.documentElement.dataset.theme')
      .catch(() => undefined);
    if (theme === 'light' || theme === 'dark') this.#parts.preferences.change({ theme });
  }
}
