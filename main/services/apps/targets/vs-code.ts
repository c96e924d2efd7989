import type { AppPlace } from '../../../platform/ports/app-files.ts';
import { inAppData, inHome, inXdgConfig, joinPlace } from '../places.ts';
import type { AppModel, OneClickTarget } from '../target.ts';

/** VS Code's own chat (Copilot), 1.122 and newer: a provider of its own in the list of language models. */
export const vsCode: OneClickTarget = {
  id: 'vs-code',
  name: 'VS Code',
  way: 'one-click',
  seenAs: ['github-copilot'],
  commands: ['code', 'code-insiders'],
  traces: (place) => userFolders(place),
  format: 'jsonc',
  files: (place) => userFolders(place).map((folder) => joinPlace(place, folder, 'chatLanguageModels.json')),
  needsModels: true,
  edits: ({ baseUrl, key, models }) => [
    {
      path: [{ where: 'name', is: 'kRouter' }],
      value: {
        name: 'kRouter',
        vendor: 'customendpoint',
        apiKey: key,
        apiType: 'messages',
        models: models.map((model) => toEntry(model, `${baseUrl}/v1/messages`)),
      },
    },
  ],
  keyNote:
    'VS Code has no other way in from outside than this file; it may move the key to its own store later.',
  variables: [],
  steps: () => [
    { text: 'Pick a kRouter model in the chat’s model list. Completions stay with Copilot.' },
    {
      text: 'If none shows up in 1.132 or newer, switch this setting on.',
      copy: 'chat.agentHost.byokModels.enabled',
    },
  ],
};

function userFolders(place: AppPlace): readonly string[] {
  return ['Code', 'Code - Insiders'].map((product) => {
    if (place.platform === 'win32') return inAppData(place, product, 'User');
    if (place.platform === 'darwin') return inHome(place, 'Library', 'Application Support', product, 'User');
    return inXdgConfig(place, product, 'User');
  });
}

function toEntry({ id, name, contextTokens, maxOutputTokens }: AppModel, url: string): unknown {
  return {
    id,
    name,
    url,
    toolCalling: true,
    vision: true,
    maxInputTokens: contextTokens,
    maxOutputTokens,
  };
}
