import type { App, Session, WebContents } from 'electron';
import { APP_URL, isAppUrl } from './app-url.ts';

/** Everything that a page could load from elsewhere. */
const OUTSIDE = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file:///*'];

/** What a page has made itself, e.g. an export: saving it asks the person where. */
const OWN_BLOBS = `blob:${APP_URL}`;
/** Copying text on a click. Reading the clipboard is another permission, and is not granted. */
const GRANTED: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** Every page of the app, now and later: no navigation, no windows, no webviews. */
export function lockDownPages(app: App): void {
  app.on('web-contents-created', (_event, contents) => lockDownPage(contents));
}

/** A session that grants nothing but copying, fetches nothing and reaches no host. */
export function lockDownSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, decide) => decide(GRANTED.has(permission)));
  session.setPermissionCheckHandler((_contents, permission) => GRANTED.has(permission));
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest({ urls: OUTSIDE }, (_details, decide) => decide({ cancel: true }));
  session.on('will-download', (event, item) => {
    if (!item.getURL().startsWith(OWN_BLOBS)) event.preventDefault();
  });
}

function lockDownPage(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event, url) => {
    if (!isAppUrl(url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
