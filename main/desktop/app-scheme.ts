import { protocol } from 'electron';

const SCHEME = 'krouter';

/** Where the window's page lives: a scheme of our own, because another program may own the port. */
export const APP_URL = `${SCHEME}://app/`;

/** Makes the scheme a secure origin like https. Has to run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** True for our page and nothing that merely begins like it. */
export function isAppUrl(url: string): boolean {
  return url === APP_URL || url.startsWith(`${APP_URL}#`) || url.startsWith(`${APP_URL}index.html`);
}
