import type { App, Session, WebContents } from 'electron';
import { isAppUrl } from './app-scheme.ts';

/** Everything that a page could load from elsewhere. */
const OUTSIDE = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file:///*'];

/** Every page of the app, now and later: no navigation, no windows, no webviews. */
export function lockDownPages(app: App): void {
  app.on('web-contents-created', (_event, contents) => lockDownPage(contents));
}

/** A session that grants nothing, downloads nothing and reaches no host. */
export function lockDownSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest({ urls: OUTSIDE }, (_details, decide) => decide({ cancel: true }));
  session.on('will-download', (event) => event.preventDefault());
}

function lockDownPage(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event, url) => {
    if (!isAppUrl(url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
