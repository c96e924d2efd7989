import type { AssetMap } from '../platform/ports/assets.ts';
import { APP_URL } from './app-url.ts';

/** Nothing but the app's own files; it talks through the preload script and needs no connection at all. */
const HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>kRouter</title>
<h1>The dashboard has not been built</h1><p>Run <code>npm run prepare</code>, then start kRouter again.</p></html>
`;

/** The answer to a request of the window: a file of the map, or 404. No path ever reaches the disk. */
export function answerAsset(assets: AssetMap, request: { method: string; url: string }): Response {
  if (request.method !== 'GET') return text(405, 'This page can only be read.');
  if (!request.url.startsWith(APP_URL)) return text(404, 'There is no such page.');
  const path = request.url.slice(APP_URL.length).split(/[?#]/, 1)[0] || 'index.html';
  const asset = assets.get(path);
  if (asset !== undefined) {
    return new Response(new Uint8Array(asset.bytes), { headers: { ...HEADERS, 'content-type': asset.type } });
  }
  if (assets.size > 0 || path !== 'index.html') return text(404, 'There is no such file.');
  return new Response(NOT_BUILT, { headers: { ...HEADERS, 'content-type': 'text/html; charset=utf-8' } });
}

function text(status: number, body: string): Response {
  return new Response(body, { status, headers: { ...HEADERS, 'content-type': 'text/plain; charset=utf-8' } });
}
