import { app } from 'electron';
import { registerAppScheme } from './app-scheme.ts';
import { findDeepLink, readDeepLink } from './deep-link.ts';
import { DesktopApp, type DesktopAppParts } from './desktop-app.ts';
import { lockDownPages } from './lock-down.ts';

export interface DesktopOptions extends Omit<DesktopAppParts, 'backend'> {
  /** Builds the engine, once the system is ready and it is certain that there is no other instance. */
  build(): DesktopAppParts['backend'];
  /** Tells the person why the app cannot start. The app ends with this code afterwards. */
  explain(thrown: unknown): number;
}

/** The whole life of the desktop app. Returns at once; a second instance hands over to the first and ends. */
export function startDesktop(options: DesktopOptions): void {
  app.setPath('userData', options.folder);
  if (!app.requestSingleInstanceLock()) {
    app.exit(0);
    return;
  }
  app.setAppUserModelId('dev.krouter.app');
  // On Linux the package's own desktop file says so.
  if (app.isPackaged && process.platform !== 'linux') app.setAsDefaultProtocolClient('krouter');
  // The window asks for its sandbox by itself; this is for every process, where the system allows it.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  registerAppScheme();
  lockDownPages(app);

  let page = findDeepLink(process.argv);
  let desktop: DesktopApp | undefined;
  const open = (wanted: string | undefined) => {
    page = wanted;
    desktop?.openWindow(wanted);
  };
  app.on('second-instance', (_event, args) => open(findDeepLink(args)));
  app.on('open-url', (event, url) => {
    event.preventDefault();
    open(readDeepLink(url));
  });
  app.on('activate', () => open(undefined));
  // The tray goes on without a window.
  app.on('window-all-closed', () => {});

  app
    .whenReady()
    .then(() => {
      desktop = new DesktopApp({ ...options, backend: options.build() });
      return desktop.start(page);
    })
    .catch((thrown: unknown) => app.exit(options.explain(thrown)));
}
