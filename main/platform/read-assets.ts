import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import type { Asset, AssetMap } from './ports/assets.ts';

/** The only kinds of file a dashboard is built of; others are left out. */
const TYPES: { readonly [extension: string]: string | undefined } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** Reads a built dashboard into memory, symbolic links left out. Empty when the folder is not there. */
export function readAssets(folder: string): AssetMap {
  const assets = new Map<string, Asset>();
  if (!existsSync(folder)) return assets;
  for (const path of filesIn(folder)) {
    const type = TYPES[extname(path)];
    if (type === undefined) continue;
    assets.set(relative(folder, path).split(sep).join('/'), { bytes: readFileSync(path), type });
  }
  return assets;
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return entry.isFile() ? [path] : [];
  });
}
