import type { ServerResponse } from 'node:http';

const cut = new WeakSet<ServerResponse>();

/** Ends the connection under a response from this side, by FIN or by RST. */
export function cutConnection(response: ServerResponse, how: 'close' | 'reset'): void {
  cut.add(response);
  if (how === 'reset') response.socket?.resetAndDestroy();
  else response.socket?.destroySoon();
}

/** Whether it was this side that ended it, and not the client. */
export function wasCutHere(response: ServerResponse): boolean {
  return cut.has(response);
}
