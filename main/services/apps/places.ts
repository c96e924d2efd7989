import type { AppPlace } from '../../platform/ports/app-files.ts';

/** Joins the parts of a path the way the platform writes it. */
export function joinPlace({ platform }: AppPlace, ...parts: readonly string[]): string {
  const separator = platform === 'win32' ? '\\' : '/';
  return parts.map((part, index) => (index === 0 ? part.replace(/[\\/]+$/, '') : part)).join(separator);
}

/** A path inside the home folder. */
export function inHome(place: AppPlace, ...parts: readonly string[]): string {
  return joinPlace(place, place.home, ...parts);
}

/** Inside the folder that a variable names, else inside of one in the home folder. */
export function inFolderOf(place: AppPlace, variable: string, usual: readonly string[]): string {
  const named = place.env[variable];
  return named === undefined || named === '' ? inHome(place, ...usual) : joinPlace(place, named);
}

/** Inside `~/.config`, or what XDG says instead, on every platform. */
export function inXdgConfig(place: AppPlace, ...parts: readonly string[]): string {
  return joinPlace(place, inFolderOf(place, 'XDG_CONFIG_HOME', ['.config']), ...parts);
}

/** Inside of Windows' roaming folder for app data. */
export function inAppData(place: AppPlace, ...parts: readonly string[]): string {
  return joinPlace(place, inFolderOf(place, 'APPDATA', ['AppData', 'Roaming']), ...parts);
}
