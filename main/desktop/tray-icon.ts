import { join } from 'node:path';
import type { AppStatus } from '../../contract/app-status.ts';

export interface PanelLook {
  readonly platform: NodeJS.Platform;
  /** The panel the icon stands on, not the app's own theme. */
  readonly isDark: boolean;
}

/** The icon's file for a state; `@2x` files beside it are found by Electron. */
export function trayIconFile(folder: string, state: AppStatus['state'], look: PanelLook): string {
  if (look.platform === 'darwin') return join(folder, `${state}Template.png`);
  const theme = look.isDark ? 'dark' : 'light';
  return join(folder, `${state}-${theme}.${look.platform === 'win32' ? 'ico' : 'png'}`);
}

/** GNOME and Unity paint their panel dark whatever the theme. */
export function isPanelDark(themeIsDark: boolean, desktop: string | undefined): boolean {
  return themeIsDark || /GNOME|Unity/i.test(desktop ?? '');
}
