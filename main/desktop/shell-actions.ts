import { app, clipboard, shell } from 'electron';
import type { Ask } from './ask.ts';
import type { DesktopBackend } from './desktop-backend.ts';
import type { LoginItem } from './login-item.ts';
import type { PreferenceBook } from './preferences.ts';
import type { RoutingControl } from './routing-control.ts';
import type { ShellActions } from './shell-view.ts';
import type { ShellWatch } from './shell-watch.ts';

export interface ActionParts {
  readonly ask: Ask;
  readonly backend: DesktopBackend;
  readonly loginItem: LoginItem;
  readonly preferences: PreferenceBook;
  readonly routing: RoutingControl;
  readonly watch: ShellWatch;
  openWindow(page?: string): void;
  checkForUpdates(): void;
  restartToUpdate(): void;
  refresh(): void;
}

/** A link to the browser that nobody follows ends after a minute. */
const LINK_MS = 60_000;

/** What the menu's items do. */
export function createShellActions(desktop: ActionParts): ShellActions {
  const { routing, preferences, loginItem } = desktop;
  const attempt = (what: string, task: () => Promise<unknown>) => {
    task().catch((cause: unknown) => desktop.backend.log.error(`${what} failed`, { cause }));
  };
  return {
    start: () => attempt('starting', () => routing.start()),
    stop: () => attempt('stopping', () => routing.stop()),
    pause: () => attempt('pausing', () => routing.pause()),
    switchPort: (port) => attempt('changing the port', () => routing.switchPort(port)),
    copyBaseUrl: () => clipboard.writeText(desktop.watch.status.baseUrl ?? ''),
    copyKey: () => attempt('copying the key', () => desktop.ask('key.copy', {})),
    openWindow: (page) => desktop.openWindow(page),
    openBrowser() {
      const { baseUrl } = desktop.watch.status;
      if (baseUrl === undefined) return;
      attempt('opening the browser', () =>
        shell.openExternal(baseUrl + desktop.backend.dashboardLink(LINK_MS)),
      );
    },
    unlockKeychain: () =>
      attempt('unlocking', () => desktop.backend.unlockKeychain().then(() => desktop.watch.look())),
    setLaunchAtLogin(on) {
      attempt('changing the login item', async () => loginItem.set(on, preferences.read().startHidden));
      desktop.refresh();
    },
    setPreference(change) {
      preferences.change(change);
      if (change.startHidden !== undefined && loginItem.isOn()) {
        attempt('changing the login item', async () => loginItem.set(true, change.startHidden === true));
      }
      desktop.refresh();
    },
    checkForUpdates: () => desktop.checkForUpdates(),
    restartToUpdate: () => desktop.restartToUpdate(),
    quit: () => app.quit(),
  };
}
