import type { AppFiles } from '../../platform/ports/app-files.ts';
import type { OneClickTarget } from './target.ts';

/** The app's settings file: the first that is there, else the first whose folder is there, else the usual one. */
export async function findFile(files: AppFiles, target: OneClickTarget): Promise<string> {
  const candidates = target.files(files.place);
  for (const path of candidates) if (await files.exists(path)) return path;
  for (const path of candidates) if ((await files.missingFolders(path)).length === 0) return path;
  const [usual] = candidates;
  if (usual === undefined) throw new Error(`${target.id} names no settings file`);
  return usual;
}
