import { inFolderOf, joinPlace } from '../places.ts';
import type { OneClickTarget } from '../target.ts';

/** Continue, in VS Code and JetBrains. */
export const continueDev: OneClickTarget = {
  id: 'continue',
  name: 'Continue',
  way: 'one-click',
  seenAs: ['continue'],
  seenMaybeAs: ['anthropic-node'],
  extension: 'continue.continue',
  commands: ['cn'],
  traces: (place) => [inFolderOf(place, 'CONTINUE_GLOBAL_DIR', ['.continue'])],
  format: 'yaml',
  files: (place) => [
    joinPlace(place, inFolderOf(place, 'CONTINUE_GLOBAL_DIR', ['.continue']), 'config.yaml'),
  ],
  needsModels: true,
  obstacle: (place) => ({
    file: joinPlace(place, inFolderOf(place, 'CONTINUE_GLOBAL_DIR', ['.continue']), 'config.json'),
    reason:
      'Continue still uses its old config.json and would ignore it beside a config.yaml. Migrate it first.',
  }),
  edits: ({ baseUrl, key, models }) => [
    { path: ['name'], value: 'Local Config', ifAbsent: true },
    { path: ['version'], value: '1.0.0', ifAbsent: true },
    { path: ['schema'], value: 'v1', ifAbsent: true },
    ...models.map(({ id, name }) => ({
      path: ['models', { where: 'name', is: `kRouter: ${name}` }],
      value: {
        name: `kRouter: ${name}`,
        provider: 'anthropic',
        model: id,
        apiBase: `${baseUrl}/v1`,
        apiKey: key,
        roles: ['chat', 'edit', 'apply'],
      },
    })),
  ],
  keyNote: 'The key is written into Continue’s own settings file, once per model.',
  variables: [],
  steps: () => [{ text: 'Pick a kRouter model below the chat box.' }],
};
