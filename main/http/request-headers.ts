import type { IncomingMessage } from 'node:http';
import type { Headers } from '../core/codec.ts';

/** A request's headers in the hub's form: lower case, repeated ones joined with a comma. */
export function readHeaders(request: IncomingMessage): Headers {
  const headers: { [name: string]: string | undefined } = {};
  for (const name in request.headers) {
    const value = request.headers[name];
    headers[name] = typeof value === 'string' ? value : value?.join(', ');
  }
  return headers;
}
