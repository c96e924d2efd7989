import type { Transport } from '../../contract/transport.ts';

declare global {
  interface Window {
    /** Put there by the desktop app's preload script; absent in a browser. */
    readonly krouter?: Transport;
  }
}

/** The desktop app's transport, or undefined in a plain browser. */
export function ipcTransport(): Transport | undefined {
  return window.krouter;
}
