import type { Exchange } from './exchange.ts';

/** Up to here Node reads the rest of a refused body and throws it away, and the connection is kept. */
const DISCARD_BYTES = 1024 * 1024;

/** How long a client may go on sending a body that was refused. */
const LINGER_MS = 1_000;

/** True when the answer goes out while the client may still be sending a body that nobody will read. */
export function isSendingUnread({ request, headers }: Exchange): boolean {
  if (request.complete) return false;
  if (headers['transfer-encoding'] !== undefined || headers['expect'] !== undefined) return true;
  return Number(headers['content-length'] ?? 0) > DISCARD_BYTES;
}

/**
 * Ends an answer whose bytes are all written, once the client has stopped sending. Closing at once would reset the
 * connection, and a client that is still sending would never see the answer.
 */
export function endAfterClient({ request, response }: Exchange): void {
  const end = () => {
    clearTimeout(deadline);
    response.end();
  };
  const deadline = setTimeout(end, LINGER_MS).unref();
  request.once('end', end).once('close', end).on('error', end).resume();
}
