import type { AppPlace } from '../../platform/ports/app-files.ts';
import type { AppSetup, AppStep } from './target.ts';

/** The variable that Codex, Zed and Goose read kRouter's key from. */
export const KEY_VARIABLE = 'KROUTER_API_KEY';

/** A step that puts the key into the environment. The key itself is never part of it, only the file it is read from. */
export function exportKeyStep(
  { keyFile }: AppSetup,
  { platform }: AppPlace,
  variable = KEY_VARIABLE,
): AppStep {
  if (keyFile === undefined) {
    return { text: `Set ${variable} to kRouter's key, as it stands in kRouter's configuration.` };
  }
  const text = `Put kRouter's key into the environment, once per terminal or in your shell's start file.`;
  return { text, copy: assign(platform, variable, readFile(platform, keyFile)) };
}

/** The text for a terminal that sets a variable to a plain value. */
export function exportText({ platform }: AppPlace, variable: string, value: string): string {
  return assign(platform, variable, quoted(platform, value));
}

/** A step for apps that want the key typed in. */
export function pasteKeyStep(field: string): AppStep {
  return {
    text: `${field}: paste kRouter's key (menu "Copy key", or the file that the settings page names).`,
  };
}

function assign(platform: AppPlace['platform'], variable: string, value: string): string {
  return platform === 'win32' ? `$env:${variable} = ${value}` : `export ${variable}=${value}`;
}

function readFile(platform: AppPlace['platform'], file: string): string {
  const path = quoted(platform, file);
  return platform === 'win32' ? `Get-Content -Raw ${path}` : `"$(cat ${path})"`;
}

function quoted(platform: AppPlace['platform'], text: string): string {
  return `'${text.replaceAll("'", platform === 'win32' ? "''" : "'\\''")}'`;
}
