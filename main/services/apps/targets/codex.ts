import { exportKeyStep, KEY_VARIABLE } from '../key-steps.ts';
import { inFolderOf, joinPlace } from '../places.ts';
import type { OneClickTarget } from '../target.ts';

/** OpenAI's Codex CLI. Its main file is left alone: a profile is a file of its own. */
export const codex: OneClickTarget = {
  id: 'codex',
  name: 'Codex CLI',
  way: 'one-click',
  seenAs: ['codex'],
  commands: ['codex'],
  traces: (place) => [inFolderOf(place, 'CODEX_HOME', ['.codex'])],
  format: 'toml',
  files: (place) => [joinPlace(place, inFolderOf(place, 'CODEX_HOME', ['.codex']), 'krouter.config.toml')],
  needsModels: true,
  edits: ({ baseUrl, models }) => [
    { path: ['model'], value: models[0]?.id },
    { path: ['model_provider'], value: 'krouter' },
    { path: ['model_providers', 'krouter', 'name'], value: 'kRouter' },
    { path: ['model_providers', 'krouter', 'base_url'], value: `${baseUrl}/v1` },
    { path: ['model_providers', 'krouter', 'wire_api'], value: 'responses' },
    { path: ['model_providers', 'krouter', 'env_key'], value: KEY_VARIABLE },
  ],
  keyNote: `The key is not written: Codex reads it from ${KEY_VARIABLE}.`,
  variables: [],
  steps: (setup, place) => [
    exportKeyStep(setup, place),
    { text: 'Start Codex with the profile (0.134 or newer).', copy: 'codex --profile krouter' },
  ],
};
