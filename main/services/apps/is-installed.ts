import type { AppFiles } from '../../platform/ports/app-files.ts';
import { inHome, joinPlace } from './places.ts';
import type { AppTarget } from './target.ts';

/** Whether an app left its traces, is on the PATH, or is an extension of an editor. */
export async function isInstalled(files: AppFiles, target: AppTarget): Promise<boolean> {
  const programs = target.commands.flatMap((command) => programPaths(files, command));
  for (const path of [...target.traces(files.place), ...programs]) if (await files.exists(path)) return true;
  return target.extension !== undefined && (await hasExtension(files, target.extension));
}

function programPaths({ place }: AppFiles, command: string): readonly string[] {
  const isWindows = place.platform === 'win32';
  const listed = (place.env['PATH'] ?? place.env['Path'] ?? '').split(isWindows ? ';' : ':').filter(Boolean);
  // An app that was started from the desktop has a short PATH.
  const usual = isWindows ? [] : [inHome(place, '.local', 'bin'), '/usr/local/bin', '/opt/homebrew/bin'];
  const names = isWindows ? [`${command}.exe`, `${command}.cmd`] : [command];
  return [...listed, ...usual].flatMap((folder) => names.map((name) => joinPlace(place, folder, name)));
}

/** Editors of VS Code's family keep one list of what is installed. */
async function hasExtension(files: AppFiles, extension: string): Promise<boolean> {
  for (const editor of ['.vscode', '.vscode-insiders', '.cursor', '.windsurf']) {
    const list = inHome(files.place, editor, 'extensions', 'extensions.json');
    const text = await files.read(list).catch(() => undefined);
    if (text?.toLowerCase().includes(`"${extension}"`) === true) return true;
  }
  return false;
}
