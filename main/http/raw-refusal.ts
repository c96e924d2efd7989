import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { AppError } from '../core/app-error.ts';
import { isJsonObject, type JsonObject } from '../core/json.ts';
import type { EdgeDialects } from './caller-dialect.ts';

/**
 * Answers on a bare socket and closes it: for what never became a request. The caller's dialect is unknown, so the
 * body satisfies readers of both.
 */
export function refuseRaw(
  socket: Duplex,
  error: AppError,
  { dialects, requestId }: { dialects: EdgeDialects; requestId: string },
): void {
  if (!socket.writable) return void socket.destroy();
  const { status, body } = dialects.openaiChat.encodeError(error, requestId);
  const text = JSON.stringify(merge(body, dialects.anthropic.encodeError(error, requestId).body));
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Error'}\r\n` +
      `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n` +
      `cache-control: no-store\r\nx-krouter-request-id: ${requestId}\r\nconnection: close\r\n\r\n${text}`,
    () => socket.destroy(),
  );
}

function merge(first: JsonObject, second: JsonObject): JsonObject {
  const [one, two] = [first['error'], second['error']];
  const error = isJsonObject(one) && isJsonObject(two) ? { ...one, ...two } : two;
  return { ...first, ...second, error };
}
