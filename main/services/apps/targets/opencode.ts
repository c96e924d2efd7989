import { inXdgConfig } from '../places.ts';
import type { OneClickTarget } from '../target.ts';

/** opencode, both major versions: the second reads the first one's file. */
export const opencode: OneClickTarget = {
  id: 'opencode',
  name: 'opencode',
  way: 'one-click',
  seenAs: ['opencode'],
  commands: ['opencode', 'opencode2'],
  traces: (place) => [inXdgConfig(place, 'opencode')],
  format: 'jsonc',
  files: (place) => [
    inXdgConfig(place, 'opencode', 'opencode.json'),
    inXdgConfig(place, 'opencode', 'opencode.jsonc'),
  ],
  needsModels: true,
  edits: ({ baseUrl, key, models }) => [
    { path: ['$schema'], value: 'https://opencode.ai/config.json', ifAbsent: true },
    { path: ['provider', 'krouter', 'npm'], value: '@ai-sdk/anthropic' },
    { path: ['provider', 'krouter', 'name'], value: 'kRouter' },
    { path: ['provider', 'krouter', 'options', 'baseURL'], value: `${baseUrl}/v1` },
    { path: ['provider', 'krouter', 'options', 'apiKey'], value: key },
    ...models.map(({ id, name, contextTokens, maxOutputTokens }) => ({
      path: ['provider', 'krouter', 'models', id],
      value: { name, limit: { context: contextTokens, output: maxOutputTokens } },
    })),
  ],
  keyNote: 'The key is written into opencode’s own settings file, as its provider’s apiKey.',
  variables: [],
  steps: () => [{ text: 'Pick a kRouter model.', copy: '/models' }],
};
