import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Beside the bundle in `dist/main`; from the sources, in the repository's `dist`. */
const PLACES = ['../renderer/', '../../dist/renderer/'];

/** The folder of the built dashboard, whether or not it has been built. */
export function rendererFolder(): string {
  const [beside = '', built = ''] = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url)));
  return existsSync(`${beside}index.html`) ? beside : built;
}
