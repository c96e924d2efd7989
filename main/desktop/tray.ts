import {
  Menu,
  type MenuItemConstructorOptions,
  type NativeImage,
  nativeImage,
  nativeTheme,
  Tray,
} from 'electron';
import { formatState } from './format-status.ts';
import type { ShellActions, ShellView } from './shell-view.ts';
import { isPanelDark, trayIconFile } from './tray-icon.ts';
import { trayMenu } from './tray-menu.ts';

export interface TrayParts {
  /** Folder of the icon files. */
  readonly icons: string;
  readonly actions: ShellActions;
  view(): ShellView;
}

/** The icon beside the clock, and the same menu in the window for desktops that show no such icon. */
export class TrayIcon {
  readonly #parts: TrayParts;
  #tray: Tray | undefined;
  #shown = '';

  constructor(parts: TrayParts) {
    this.#parts = parts;
    nativeTheme.on('updated', () => this.refresh());
    this.refresh();
  }

  /** Shows what is now. Does nothing when nothing has changed: a menu that is open would close. */
  refresh(): void {
    const { view, actions } = this.#parts;
    const template = trayMenu(view(), actions);
    const icon = this.#iconFile();
    const shown = JSON.stringify([icon, template]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#showIcon(icon, template);
    Menu.setApplicationMenu(
      Menu.buildFromTemplate([
        { label: 'kRouter', submenu: template },
        { role: 'editMenu' },
        { role: 'windowMenu' },
      ]),
    );
  }

  destroy(): void {
    this.#tray?.destroy();
    this.#tray = undefined;
  }

  #showIcon(file: string, template: MenuItemConstructorOptions[]): void {
    const { view } = this.#parts;
    if (!view().preferences.trayIcon) {
      this.destroy();
      return;
    }
    const image = nativeImage.createFromPath(file);
    this.#tray ??= this.#create(image);
    this.#tray.setImage(image);
    this.#tray.setToolTip(`kRouter\n${formatState(view().status)}`);
    this.#tray.setContextMenu(Menu.buildFromTemplate(template));
  }

  #create(image: NativeImage): Tray {
    const tray = new Tray(image);
    // macOS opens the menu on a click by itself; Linux differs from desktop to desktop.
    if (process.platform === 'win32') tray.on('click', () => this.#parts.actions.openWindow());
    return tray;
  }

  #iconFile(): string {
    const isDark = isPanelDark(nativeTheme.shouldUseDarkColors, process.env['XDG_CURRENT_DESKTOP']);
    return trayIconFile(this.#parts.icons, this.#parts.view().status.state, {
      platform: process.platform,
      isDark,
    });
  }
}
