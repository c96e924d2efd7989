import type { IncomingMessage } from 'node:http';

/** A request's headers in the hub's form: lower case, repeated ones joined with a comma. */
export function readHeaders(request: IncomingMessage): Record<string, string | undefined> {
  const headers: Record<string, string | undefined> = {};
  for (const name in request.headers) {
    const value = request.headers[name];
    headers[name] = typeof value === 'string' ? value : value?.join(', ');
  }
  return headers;
}
