import { homedir } from 'node:os';
import { join } from 'node:path';

/** The version of the Electron that the desktop tests run on. */
export const TEST_ELECTRON_VERSION = '25.1.1';

/** Where it is kept, outside of node_modules so that `npm ci` leaves it alone. */
export function testElectronFolder() {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return process.env.KROUTER_TEST_ELECTRON || join(cache, 'krouter', `electron-${TEST_ELECTRON_VERSION}`);
}
