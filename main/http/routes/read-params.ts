import type { IncomingMessage } from 'node:http';
import { isJsonObject } from '../../core/json.ts';

/** What the router found in the path; the segments of a wildcard joined with a slash. */
export function readParams(request: IncomingMessage): Record<string, string> {
  const found: unknown = Reflect.get(request, 'params');
  const params: Record<string, string> = {};
  if (!isJsonObject(found)) return params;
  for (const [name, value] of Object.entries(found)) {
    if (typeof value === 'string') params[name] = value;
    else if (Array.isArray(value)) params[name] = value.join('/');
  }
  return params;
}
