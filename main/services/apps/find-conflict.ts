import type { AppFiles } from '../../platform/ports/app-files.ts';
import { inHome } from './places.ts';
import type { OneClickTarget } from './target.ts';

/** A sentence on the first environment variable that upsets an app's settings; undefined when there is none. */
export async function findVariableConflict(
  files: AppFiles,
  { name, variables }: OneClickTarget,
): Promise<string | undefined> {
  if (variables.length === 0) return undefined;
  const set = variables.find((variable) => (files.place.env[variable] ?? '') !== '');
  if (set !== undefined) return sentence(name, set, 'is set in the environment');
  for (const path of startFiles(files)) {
    const text = await files.read(path).catch(() => undefined);
    const found = text && variables.find((variable) => setsVariable(text, variable));
    if (found) return sentence(name, found, `is set in ${path}`);
  }
  return undefined;
}

function sentence(app: string, variable: string, where: string): string {
  return `${variable} ${where} and gets in the way of ${app}’s settings. Remove it there.`;
}

const START_FILES = ['.zshenv', '.zprofile', '.zshrc', '.bash_profile', '.bash_login', '.profile', '.bashrc'];

function startFiles({ place }: AppFiles): readonly string[] {
  if (place.platform === 'win32') return [];
  return [...START_FILES.map((file) => inHome(place, file)), inHome(place, '.config', 'fish', 'config.fish')];
}

function setsVariable(text: string, variable: string): boolean {
  return text.split('\n').some((line) => {
    const words = line.trim().replace(/^export\s+/, '');
    if (words.startsWith(`${variable}=`)) return words.length > variable.length + 1;
    return /^set\s/.test(words) && /\s-\w*x/.test(words) && words.split(/\s+/).includes(variable);
  });
}
