import { inHome } from '../places.ts';
import type { OneClickTarget } from '../target.ts';

/** aider, over the OpenAI format. */
export const aider: OneClickTarget = {
  id: 'aider',
  name: 'aider',
  way: 'one-click',
  seenAs: ['aider'],
  seenMaybeAs: ['litellm', 'openai-python'],
  commands: ['aider'],
  traces: (place) => [inHome(place, '.aider.conf.yml'), inHome(place, '.aider')],
  format: 'yaml',
  files: (place) => [inHome(place, '.aider.conf.yml')],
  needsModels: true,
  edits: ({ baseUrl, key, models }) => [
    { path: ['openai-api-base'], value: `${baseUrl}/v1` },
    { path: ['openai-api-key'], value: key },
    { path: ['model'], value: `openai/${models[0]?.id}` },
  ],
  keyNote:
    'The key is written into aider’s own settings file. A file of the same name in a project wins over it.',
  variables: ['AIDER_MODEL', 'AIDER_OPENAI_API_BASE', 'AIDER_OPENAI_API_KEY'],
  steps: () => [{ text: 'Start aider.', copy: 'aider' }],
};
