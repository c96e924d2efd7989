import type { IncomingMessage } from 'node:http';

/** The header under which a key from the request's target goes on. */
export const LIFTED_KEY = 'x-krouter-key';

/** For apps that can be given a base URL but no key. */
const KEY_PATH = /^\/key\/([^/?]+)(?=[/?]|$)/;

/**
 * Takes every key out of the request's target, so that no route, log or error ever sees it there:
 * `/key/<key>/v1/…`, and `?key=<key>` as Google's clients send it. Keys that differ come back as one that fits nothing.
 */
export function liftKey(request: IncomingMessage): string | undefined {
  const url = request.url ?? '/';
  if (!url.startsWith('/key/') && !url.includes('key=')) return undefined;
  const fromPath = KEY_PATH.exec(url);
  const rest = fromPath === null ? url : url.slice(fromPath[0].length);
  const keys = fromPath?.[1] === undefined ? [] : [decoded(fromPath[1])];
  request.url = withoutKeys(rest.startsWith('/') ? rest : `/${rest}`, keys);
  return keys.length === 0 ? undefined : [...new Set(keys)].join(',');
}

/** The dashboard's own calls are none of ours. */
function withoutKeys(url: string, keys: string[]): string {
  const mark = url.indexOf('?');
  if (mark === -1 || url.startsWith('/dashboard')) return url;
  const kept = url
    .slice(mark + 1)
    .split('&')
    .filter((pair) => {
      if (!pair.startsWith('key=')) return true;
      keys.push(decoded(pair.slice('key='.length)));
      return false;
    });
  return kept.length === 0 ? url.slice(0, mark) : `${url.slice(0, mark)}?${kept.join('&')}`;
}

/** An escape that cannot be decoded is no key of ours, and is compared as it is. */
function decoded(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}
