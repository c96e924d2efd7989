import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, dialog } from 'electron';
import { CommandFailure } from './commands/command-failure.ts';
import { loadSettings, usualConfigPath } from './commands/load-settings.ts';
import { readDesktopOptions } from './commands/read-desktop-options.ts';
import { rendererFolder } from './commands/renderer-folder.ts';
import { compose, type Krouter } from './compose.ts';
import type { DesktopBackend } from './desktop/desktop-backend.ts';
import { launchUtilityChild } from './desktop/launch-utility-child.ts';
import { nativeShell } from './desktop/native-shell.ts';
import { startDesktop } from './desktop/start-desktop.ts';
import { openDataDir } from './platform/data-dir.ts';
import { openKeychain } from './platform/keychain/open-keychain.ts';
import { openTextFile } from './platform/open-text-file.ts';
import type { Log } from './platform/ports/log.ts';
import { readAssets } from './platform/read-assets.ts';
import { openRotatingFile } from './platform/rotating-file.ts';
import { createStreamLog } from './platform/stream-log.ts';
import { systemClock } from './platform/system-clock.ts';
import { VERSION } from './version.ts';

/** Live answers get this long to finish after Quit, in milliseconds. */
const DRAIN_MS = 10_000;

const options = readDesktopOptions(process.argv);
const dataDir = openDataDir(options['data-dir'], process.env);
const dist = fileURLToPath(new URL('..', import.meta.url));

startDesktop({
  version: VERSION,
  folder: join(dataDir, 'desktop'),
  hidden: options.hidden || app.getLoginItemSettings().wasOpenedAtLogin,
  files: {
    preload: join(dist, 'isolated/preload.cjs'),
    icon: join(dist, 'icons/256x256.png'),
    trayIcons: join(dist, 'icons/tray'),
  },
  build,
  explain,
});

function build(): DesktopBackend {
  const settings = loadSettings(options);
  const { config, saved, configPath, key } = settings;
  const log = createStreamLog(openRotatingFile({ path: join(dataDir, 'logs/krouter.log') }), config.logLevel);
  const instance = randomUUID();
  const secrets = openSecrets(log);
  const krouter = compose({
    config,
    saved,
    key,
    ledgerPath: join(dataDir, 'ledger.sqlite'),
    configFile: openTextFile(configPath ?? usualConfigPath(dataDir)),
    wizardFile: openTextFile(join(dataDir, 'wizard.json')),
    appsFolder: dataDir,
    log,
    env: process.env,
    secrets,
    instance,
    shell: nativeShell,
    assets: () => readAssets(rendererFolder()),
  });
  return {
    ...servicesOf(krouter),
    log,
    instance,
    unlockKeychain: async () => void (await secrets.probe()),
    close,
  };

  async function close(): Promise<void> {
    await krouter.close(DRAIN_MS);
    secrets.close();
  }
}

function servicesOf(krouter: Krouter) {
  return {
    ...krouter.services,
    assets: readAssets(rendererFolder()),
    dashboardLink: krouter.dashboardLink,
    wake: krouter.wake,
  };
}

function openSecrets(log: Log) {
  const secrets = openKeychain({
    launch: launchUtilityChild(join(dist, 'isolated/keychain-child.cjs')),
    indexPath: join(dataDir, 'keychain-index.json'),
    clock: systemClock,
    log,
  });
  // Known before the first request needs it; a keychain that holds nothing of ours shows no prompt.
  void secrets.probe();
  return secrets;
}

function explain(thrown: unknown): number {
  const known = thrown instanceof CommandFailure;
  const text = known ? thrown.message : String(thrown instanceof Error ? thrown.stack : thrown);
  process.stderr.write(`${text}\n`);
  dialog.showErrorBox('kRouter cannot start', text);
  return known ? thrown.exitCode : 1;
}
