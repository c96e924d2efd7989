import type { AppPlace } from '../../../platform/ports/app-files.ts';
import { KEY_VARIABLE } from '../key-steps.ts';
import { inAppData, inXdgConfig, joinPlace } from '../places.ts';
import type { OneClickTarget } from '../target.ts';

/** Goose: a provider is a file of its own, and nothing else of Goose's is touched. */
export const goose: OneClickTarget = {
  id: 'goose',
  name: 'Goose',
  way: 'one-click',
  seenAs: ['goose'],
  commands: ['goose'],
  traces: (place) => [configFolder(place)],
  format: 'jsonc',
  files: (place) => [joinPlace(place, configFolder(place), 'custom_providers', 'krouter.json')],
  needsModels: true,
  edits: ({ baseUrl, key, models }) => [
    { path: ['name'], value: 'krouter' },
    { path: ['engine'], value: 'anthropic' },
    { path: ['display_name'], value: 'kRouter' },
    { path: ['description'], value: 'Claude on AWS Bedrock through kRouter on this machine' },
    { path: ['api_key_env'], value: KEY_VARIABLE },
    { path: ['base_url'], value: baseUrl },
    {
      path: ['models'],
      value: models.map(({ id, contextTokens }) => ({ name: id, context_limit: contextTokens })),
    },
    // Goose takes keys from the environment or its keychain only; the header works without either.
    { path: ['headers'], value: { 'x-api-key': key } },
    { path: ['requires_auth'], value: false },
    { path: ['supports_streaming'], value: true },
  ],
  keyNote:
    'The key is written into the provider’s own file, as a header: Goose’s keychain is closed to other programs.',
  variables: [],
  steps: () => [{ text: 'Choose the provider kRouter and a model.', copy: 'goose configure' }],
};

function configFolder(place: AppPlace): string {
  const root = place.env['GOOSE_PATH_ROOT'];
  if (root?.startsWith('/') === true) return joinPlace(place, root, 'config');
  if (place.platform === 'win32') return inAppData(place, 'Block', 'goose', 'config');
  return inXdgConfig(place, 'goose');
}
