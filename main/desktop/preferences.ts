import { ipcMain } from 'electron';
import ElectronStore from 'electron-store';

/** What the shell remembers. No secret, and nothing that the engine needs. */
export interface Preferences {
  /** The person knows that closing the window does not end the app. */
  readonly toldAboutHiding: boolean;
  readonly startHidden: boolean;
  readonly updates: boolean;
  /** Without it the app is reached by starting it again. */
  readonly trayIcon: boolean;
  /** What the page last looked like, so that the next window does not flash the other one. */
  readonly theme: 'light' | 'dark' | 'system';
  /** Alerts of budgets that were shown. */
  readonly toldBudgets: readonly string[];
  readonly width: number;
  readonly height: number;
}

export interface PreferenceBook {
  read(): Preferences;
  /** Never throws: a full disk must not stop the app. */
  change(change: Partial<Preferences>): void;
}

const SCHEMA = {
  toldAboutHiding: { type: 'boolean', default: false },
  startHidden: { type: 'boolean', default: true },
  updates: { type: 'boolean', default: true },
  trayIcon: { type: 'boolean', default: true },
  theme: { type: 'string', enum: ['light', 'dark', 'system'], default: 'system' },
  toldBudgets: { type: 'array', items: { type: 'string' }, default: [] },
  width: { type: 'integer', minimum: 640, maximum: 10_000, default: 1_180 },
  height: { type: 'integer', minimum: 480, maximum: 10_000, default: 780 },
} as const;

/** The preferences in `<folder>/desktop.json`; a damaged file is begun anew. */
export function openPreferences(folder: string): PreferenceBook {
  const store = new ElectronStore<Preferences>({
    cwd: folder,
    name: 'desktop',
    schema: SCHEMA,
    clearInvalidConfig: true,
  });
  // The library answers any page that asks where the data folder is; our pages are not told.
  ipcMain.removeAllListeners('electron-store-get-data');
  return {
    read: () => store.store,
    change(change) {
      try {
        store.set({ ...store.store, ...change });
      } catch {
        // It is asked again next time.
      }
    },
  };
}
