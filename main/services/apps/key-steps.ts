import type { AppPlace } from '../../platform/ports/app-files.ts';
import type { AppSetup, AppStep } from './target.ts';

/** The variable that Codex, Zed and Goose read kRouter's key from. */
export const KEY_VARIABLE = 'KROUTER_API_KEY';

/** A step that puts the key into the environment. The key itself is never part of it, only the file it is read from. */
export function exportKeyStep({ keyFile }: AppSetup, { platform }: AppPlace): AppStep {
  if (keyFile === undefined) {
    return { text: `Set ${KEY_VARIABLE} to kRouter's key, as it stands in kRouter's configuration.` };
  }
  const text = `Put kRouter's key into the environment, once per terminal or in your shell's start file.`;
  if (platform === 'win32') {
    return { text, copy: `$env:${KEY_VARIABLE} = Get-Content -Raw '${keyFile.replaceAll("'", "''")}'` };
  }
  return { text, copy: `export ${KEY_VARIABLE}="$(cat '${keyFile.replaceAll("'", "'\\''")}')"` };
}

/** A step for apps that want the key typed in. */
export function pasteKeyStep(field: string): AppStep {
  return {
    text: `${field}: paste kRouter's key (menu "Copy key", or the file that the settings page names).`,
  };
}
