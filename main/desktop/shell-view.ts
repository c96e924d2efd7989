import type { AppStatus } from '../../contract/app-status.ts';
import type { ConnectedApp } from '../../contract/connected-app.ts';
import type { RegionCard } from '../../contract/region-card.ts';
import type { PortConflict } from './port-conflict.ts';
import type { Preferences } from './preferences.ts';

/** Everything the tray shows. */
export interface ShellView {
  readonly status: AppStatus;
  readonly regions: readonly RegionCard[];
  readonly apps: readonly ConnectedApp[];
  readonly conflict: PortConflict | undefined;
  readonly preferences: Preferences;
  readonly launchesAtLogin: boolean;
  /** False where new versions come another way, e.g. with a Debian package. */
  readonly canUpdate: boolean;
  /** Version that is downloaded and waits. */
  readonly update: string | undefined;
  /** Milliseconds since 1970: routing starts again by itself then. */
  readonly pausedUntil: number | undefined;
}

/** Everything the tray can do. */
export interface ShellActions {
  start(): void;
  stop(): void;
  pause(): void;
  switchPort(port: number): void;
  copyBaseUrl(): void;
  copyKey(): void;
  openWindow(page?: string): void;
  openBrowser(): void;
  unlockKeychain(): void;
  setLaunchAtLogin(on: boolean): void;
  setPreference(change: Partial<Preferences>): void;
  checkForUpdates(): void;
  restartToUpdate(): void;
  quit(): void;
}
