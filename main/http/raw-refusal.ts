import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { AppError } from '../core/app-error.ts';
import type { ClientProtocol } from '../core/client-protocol.ts';
import type { ErrorBody } from '../core/codec.ts';
import { isJsonObject, type JsonObject } from '../core/json.ts';
import { readCallLine } from './call-line.ts';
import { dialectOf } from './caller-dialect.ts';

/**
 * Answers on a bare socket and closes it: for what never became a request. The caller's dialect is unknown, so the
 * body satisfies readers of the two most spoken.
 */
export function refuseRaw(
  socket: Duplex,
  error: AppError,
  { protocols, requestId }: { protocols: readonly ClientProtocol[]; requestId: string },
): void {
  if (!socket.writable) return void socket.destroy();
  const encode = (path: string) => dialectOf(readCallLine(path, {}), protocols).encodeError(error, requestId);
  const { status, body } = encode('/v1/chat/completions');
  const text = JSON.stringify(merge(body, encode('/v1/messages').body));
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Error'}\r\n` +
      `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n` +
      `cache-control: no-store\r\nx-krouter-request-id: ${requestId}\r\nconnection: close\r\n\r\n${text}`,
    () => socket.destroy(),
  );
}

function merge(first: ErrorBody, second: ErrorBody): JsonObject {
  if (!isJsonObject(first) || !isJsonObject(second)) return {};
  const [one, two] = [first['error'], second['error']];
  const error = isJsonObject(one) && isJsonObject(two) ? { ...one, ...two } : two;
  return { ...first, ...second, error };
}
