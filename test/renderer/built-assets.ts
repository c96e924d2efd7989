import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { AssetMap } from '../../main/platform/ports/assets.ts';
import { readAssets } from '../../main/platform/read-assets.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FOLDER = `${ROOT}dist/renderer`;

/** The built pages; built first where they are not. */
export async function builtAssets(): Promise<AssetMap> {
  if (!existsSync(`${FOLDER}/index.html`)) {
    await build({ configFile: `${ROOT}vite.renderer.config.ts`, logLevel: 'error' });
  }
  return readAssets(FOLDER);
}
