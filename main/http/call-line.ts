import type { CallLine, Query } from '../core/client-protocol.ts';
import type { Headers } from '../core/codec.ts';

const NO_QUERY: Query = {};

/** Takes a request's target apart. */
export function readCallLine(url: string, headers: Headers): CallLine {
  const mark = url.indexOf('?');
  if (mark === -1) return { path: url, query: NO_QUERY, headers };
  return {
    path: url.slice(0, mark),
    query: Object.fromEntries(new URLSearchParams(url.slice(mark + 1))),
    headers,
  };
}
