import type { Transport } from '../../contract/transport.ts';
import { createHttpTransport } from './http.ts';
import { ipcTransport } from './ipc.ts';
import { exchangeToken, readOneTimeToken, savedToken } from './session.ts';
import type { ConnectionState } from './stream-events.ts';

export type Entry =
  | { readonly state: 'open'; readonly transport: Transport }
  /** `used`: there was a one-time link and it did not work. */
  | { readonly state: 'locked'; readonly used: boolean };

/** IPC in the desktop window; HTTP in a browser, once a one-time link or an earlier one in this tab opened it. */
export async function openTransport(onState: (state: ConnectionState) => void): Promise<Entry> {
  const ipc = ipcTransport();
  if (ipc !== undefined) {
    onState('open');
    return { state: 'open', transport: ipc };
  }
  const once = readOneTimeToken(location.hash);
  if (once !== undefined) {
    history.replaceState(null, '', '#/live');
    const opened = await exchangeToken(once);
    if (!opened && savedToken() === undefined) return { state: 'locked', used: true };
  }
  if (savedToken() === undefined) return { state: 'locked', used: false };
  return { state: 'open', transport: createHttpTransport(onState) };
}
