/** The scheme of the window's page and of links into the app. */
export const APP_SCHEME = 'krouter';

/** Where the window's page lives: a scheme of our own, because another program may own the port. */
export const APP_URL = `${APP_SCHEME}://app/`;

/** True for our page and nothing that merely begins like it. */
export function isAppUrl(url: string): boolean {
  return url === APP_URL || url.startsWith(`${APP_URL}#`) || url.startsWith(`${APP_URL}index.html`);
}
