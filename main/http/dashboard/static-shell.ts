import type { IncomingMessage } from 'node:http';
import type { AssetMap } from '../../platform/ports/assets.ts';
import type { Reply } from './reply.ts';

/** The page itself: the same for everybody, without any data, so it needs no token. */
export type StaticShell = (request: IncomingMessage, path: string) => Reply;

const HTML = 'text/html; charset=utf-8';
/** Vite puts a hash of the content into these names, so they never change. */
const HASHED = /^assets\//;
const FOR_EVER = { 'cache-control': 'public, max-age=31536000, immutable' };

/** @param assets read when the first page is asked for */
export function createStaticShell(assets: () => AssetMap): StaticShell {
  let map: AssetMap | undefined;
  return (request, path) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return page(405, 'This page can only be read.', { allow: 'GET, HEAD' });
    }
    map ??= assets();
    if (map.size === 0) {
      return page(503, 'The dashboard has not been built. Run "npm run prepare", then start kRouter again.');
    }
    const asset = map.get(path === '' ? 'index.html' : path);
    if (asset === undefined) return page(404, 'There is no such page. The dashboard is at /dashboard.');
    return { status: 200, type: asset.type, body: asset.bytes, headers: HASHED.test(path) ? FOR_EVER : {} };
  };
}

function page(status: number, text: string, headers?: Readonly<Record<string, string>>): Reply {
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>kRouter</title><p>${text}</p></html>\n`;
  return { status, type: HTML, body, headers };
}
