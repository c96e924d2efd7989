import type { ServerResponse } from 'node:http';

const cut = new WeakSet<ServerResponse>();

/** Ends the connection under a response from this side, by FIN or by RST. */
export function cutConnection(response: ServerResponse, how: 'close' | 'reset'): void {
  cut.add(response);
  const { socket } = response;
  // A socket that is shutting down refuses a RST, and Node then never closes it: a thread with one cannot end.
  if (how === 'close') socket?.destroySoon();
  else if (socket?.writableEnded) socket.destroy();
  else socket?.resetAndDestroy();
}

/** Whether it was this side that ended it, and not the client. */
export function wasCutHere(response: ServerResponse): boolean {
  return cut.has(response);
}
