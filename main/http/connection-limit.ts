import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Sockets beyond the limit that may still be told so; above that they are dropped unheard. */
const TOLD = 64;

/** Counts connections. The result says whether a socket came when all places were taken. */
export function limitConnections(server: Server, max: number): (socket: Socket) => boolean {
  const overflow = new WeakSet<Socket>();
  let open = 0;
  server.maxConnections = max + TOLD;
  server.on('connection', (socket: Socket) => {
    open += 1;
    if (open > max) overflow.add(socket);
    socket.once('close', () => {
      open -= 1;
    });
  });
  return (socket) => overflow.has(socket);
}
