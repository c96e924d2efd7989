import { protocol } from 'electron';
import { APP_SCHEME } from './app-url.ts';

/** Makes the app's own scheme a secure origin like https. Has to run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}
