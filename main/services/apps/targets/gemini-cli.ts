import { inHome } from '../places.ts';
import type { GuidedTarget } from '../target.ts';

/** Google's Gemini CLI speaks Gemini's own format; its address is a variable, not a setting. */
export const geminiCli: GuidedTarget = {
  id: 'gemini-cli',
  name: 'Gemini CLI',
  way: 'guided',
  seenAs: ['gemini-cli'],
  seenMaybeAs: ['google-genai'],
  commands: ['gemini'],
  traces: (place) => [inHome(place, '.gemini')],
  steps: ({ baseUrl, keyFile, models }, { platform }) => {
    const isWindows = platform === 'win32';
    const set = (name: string, value: string) =>
      isWindows ? `$env:${name} = ${value}` : `export ${name}=${value}`;
    const read = isWindows ? `Get-Content -Raw '${keyFile}'` : `"$(cat '${keyFile}')"`;
    return [
      {
        text: 'Set the address in the terminal that runs it.',
        copy: set('GOOGLE_GEMINI_BASE_URL', `'${baseUrl}'`),
      },
      keyFile === undefined
        ? { text: 'Set GEMINI_API_KEY to kRouter’s key.' }
        : { text: 'Set the key.', copy: set('GEMINI_API_KEY', read) },
      {
        text: 'Start it with a model of kRouter’s.',
        copy: `gemini --model ${models[0]?.id ?? 'claude-sonnet-4-6'}`,
      },
    ];
  },
};
