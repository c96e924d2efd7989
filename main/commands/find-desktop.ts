import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** How the desktop app is started, or why it cannot be. */
export type DesktopProgram =
  | { readonly binary: string; readonly folder: string }
  | { readonly reason: string };

/** Finds Electron and the built app. `KROUTER_ELECTRON` names another Electron than the installed one. */
export function findDesktop(env: NodeJS.ProcessEnv): DesktopProgram {
  const folder = fileURLToPath(new URL('../../', import.meta.url));
  if (!existsSync(`${folder}dist/main/index.cjs`)) return { reason: 'this build has no desktop app.' };
  if (process.platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) {
    return { reason: 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set).' };
  }
  const binary = env['KROUTER_ELECTRON'] ?? installedElectron(`${folder}node_modules/electron/`);
  if (binary !== undefined && existsSync(binary)) return { binary, folder };
  return { reason: 'the Electron binary is not installed (npx electron --version fetches it).' };
}

/** Electron's own package downloads when it is asked for its path; the folder is looked into instead. */
function installedElectron(folder: string): string | undefined {
  const named = `${folder}path.txt`;
  return existsSync(named) ? `${folder}dist/${readFileSync(named, 'utf8').trim()}` : undefined;
}
