import type { BrowserWindowConstructorOptions, Session } from 'electron';

export interface WindowLook {
  readonly preload: string;
  readonly session: Session;
  readonly icon: string;
  /** What is painted before the page is. */
  readonly background: string;
  readonly bounds: {
    readonly width: number;
    readonly height: number;
    readonly x?: number;
    readonly y?: number;
  };
  readonly devTools: boolean;
}

/** The dashboard's window: hidden until it has painted, sandboxed, and able to do nothing but talk to its preload. */
export function windowOptions(look: WindowLook): BrowserWindowConstructorOptions {
  return {
    ...look.bounds,
    minWidth: 640,
    minHeight: 480,
    show: false,
    title: 'kRouter',
    icon: look.icon,
    backgroundColor: look.background,
    autoHideMenuBar: true,
    webPreferences: {
      preload: look.preload,
      session: look.session,
      devTools: look.devTools,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      // Its dictionaries would be fetched from the network.
      spellcheck: false,
    },
  };
}
