import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import { autostartEntry } from './autostart-entry.ts';

/** Whether the app starts with the user's session. Off until somebody turns it on. */
export interface LoginItem {
  isOn(): boolean;
  /** @param hidden start without a window. @throws Error when the system refuses */
  set(on: boolean, hidden: boolean): void;
}

/** macOS and Windows have a list of their own; on Linux it is a file in the autostart folder. */
export function createLoginItem(): LoginItem {
  return process.platform === 'linux' ? linuxLoginItem() : systemLoginItem();
}

function systemLoginItem(): LoginItem {
  const args = (hidden: boolean) => (hidden ? ['--hidden'] : []);
  return {
    isOn: () =>
      app.getLoginItemSettings({ args: ['--hidden'] }).openAtLogin || app.getLoginItemSettings().openAtLogin,
    set(on, hidden) {
      if (process.platform === 'win32') app.setLoginItemSettings({ openAtLogin: false, args: args(!hidden) });
      app.setLoginItemSettings({ openAtLogin: on, args: args(hidden) });
    },
  };
}

function linuxLoginItem(): LoginItem {
  const folder = join(process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'autostart');
  const file = join(folder, 'krouter.desktop');
  return {
    isOn: () => existsSync(file),
    set(on, hidden) {
      if (!on) return rmSync(file, { force: true });
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, autostartEntry([...program(), ...(hidden ? ['--hidden'] : [])]));
    },
  };
}

/** An AppImage runs from a mount that is gone after it ends; the file itself is named in the environment. */
function program(): readonly string[] {
  const appImage = process.env['APPIMAGE'];
  if (appImage) return [appImage];
  return app.isPackaged ? [process.execPath] : [process.execPath, app.getAppPath()];
}
