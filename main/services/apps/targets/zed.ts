import type { AppPlace } from '../../../platform/ports/app-files.ts';
import { exportKeyStep, pasteKeyStep } from '../key-steps.ts';
import { inAppData, inFolderOf, inHome, inXdgConfig } from '../places.ts';
import type { OneClickTarget } from '../target.ts';

/** Zed's own agent. Its keys live in the system's keychain, never in its settings. */
export const zed: OneClickTarget = {
  id: 'zed',
  name: 'Zed',
  way: 'one-click',
  seenAs: ['zed'],
  commands: ['zed', 'zeditor'],
  traces: (place) => [folder(place)],
  format: 'jsonc',
  files: (place) => [inZed(place, 'settings.json')],
  needsModels: true,
  edits: ({ baseUrl, models }) => [
    { path: ['language_models', 'anthropic_compatible', 'krouter', 'api_url'], value: baseUrl },
    {
      path: ['language_models', 'anthropic_compatible', 'krouter', 'available_models'],
      value: models.map(({ id, name, contextTokens, maxOutputTokens }) => ({
        name: id,
        display_name: name,
        max_tokens: contextTokens,
        max_output_tokens: maxOutputTokens,
        capabilities: { tools: true, images: true, prompt_caching: true },
      })),
    },
  ],
  keyNote: 'The key is not written: Zed keeps keys in the system’s keychain.',
  variables: [],
  steps: (setup, place) => [
    pasteKeyStep('In Zed: agent settings › LLM providers › krouter'),
    {
      ...exportKeyStep(setup, place),
      text: 'Or start Zed from a terminal that has the key in its environment.',
    },
  ],
};

function folder(place: AppPlace): string {
  return inZed(place);
}

function inZed(place: AppPlace, ...parts: readonly string[]): string {
  if (place.platform === 'win32') return inAppData(place, 'Zed', ...parts);
  // On macOS it does not ask XDG.
  if (place.platform === 'darwin') return inHome(place, '.config', 'zed', ...parts);
  const flatpak = place.env['FLATPAK_XDG_CONFIG_HOME'];
  if (flatpak !== undefined) return inFolderOf(place, 'FLATPAK_XDG_CONFIG_HOME', ['.config']);
  return inXdgConfig(place, 'zed', ...parts);
}
