import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import type { AppUpdater } from 'electron-updater';
import type { Log } from '../platform/ports/log.ts';

export interface UpdateParts {
  readonly log: Log;
  /** Asked before every look in the background: the person may have turned updates off. */
  isWanted(): boolean;
  /** A version has been downloaded and its signature checked. */
  onReady(version: string): void;
}

/** Looks for new versions in the background. */
export interface Updates {
  readonly canUpdate: boolean;
  /** Looks once. Never throws. */
  look(): Promise<void>;
  /** Ends the app and starts the new version. The caller makes sure that no answer is under way. */
  install(): void;
  stop(): void;
}

const FIRST_LOOK_MS = 60_000;
const LOOK_MS = 6 * 3_600_000;

/**
 * Downloads new versions while the person wants that; installs when told to, or after Quit. Does nothing where the
 * package did not come from a place that can be updated.
 */
export function startUpdates({ log, isWanted, onReady }: UpdateParts): Updates {
  const canUpdate = hasUpdateFeed();
  let updater: AppUpdater | undefined;
  const look = async () => {
    if (!canUpdate) return;
    try {
      updater ??= await loadUpdater(onReady, log);
      await updater.checkForUpdates();
    } catch (cause) {
      log.warn('looking for a new version failed', { cause });
    }
  };
  const lookIfWanted = () => void (isWanted() ? look() : undefined);
  const first = setTimeout(lookIfWanted, FIRST_LOOK_MS);
  const timer = setInterval(lookIfWanted, LOOK_MS);
  return {
    canUpdate,
    look,
    install: () => updater?.quitAndInstall(true, true),
    stop() {
      clearTimeout(first);
      clearInterval(timer);
    },
  };
}

/** Development builds and Debian packages have no update feed of their own. */
function hasUpdateFeed(): boolean {
  if (!app.isPackaged || !existsSync(join(process.resourcesPath, 'app-update.yml'))) return false;
  return process.platform !== 'linux' || Boolean(process.env['APPIMAGE']);
}

async function loadUpdater(onReady: (version: string) => void, log: Log): Promise<AppUpdater> {
  const { autoUpdater } = await import('electron-updater');
  autoUpdater.autoDownload = true;
  autoUpdater.autoInstallOnAppQuit = true;
  autoUpdater.allowDowngrade = false;
  autoUpdater.allowPrerelease = false;
  autoUpdater.logger = null;
  autoUpdater.on('update-downloaded', ({ version }) => onReady(version));
  // Without a listener an error would end the process.
  autoUpdater.on('error', (cause) => log.warn('the update was refused', { cause }));
  return autoUpdater;
}
