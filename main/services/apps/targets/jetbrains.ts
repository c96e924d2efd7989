import { pasteKeyStep } from '../key-steps.ts';
import { inAppData, inHome, inXdgConfig } from '../places.ts';
import type { GuidedTarget } from '../target.ts';

/** The AI Assistant of JetBrains' editors; no subscription is needed for this. */
export const jetbrains: GuidedTarget = {
  id: 'jetbrains',
  name: 'JetBrains AI Assistant',
  way: 'guided',
  seenAs: ['jetbrains', 'jetbrains-ai', 'ktor-client'],
  commands: ['idea', 'pycharm', 'webstorm', 'goland', 'rider', 'clion', 'phpstorm'],
  traces: (place) => {
    if (place.platform === 'win32') return [inAppData(place, 'JetBrains')];
    if (place.platform === 'darwin') return [inHome(place, 'Library', 'Application Support', 'JetBrains')];
    return [inXdgConfig(place, 'JetBrains')];
  },
  steps: ({ baseUrl, models }) => [
    { text: 'Settings › Tools › AI Assistant › Providers & API keys: add OpenAI-compatible.' },
    { text: 'URL', copy: `${baseUrl}/v1` },
    pasteKeyStep('API key'),
    { text: 'Test the connection, then choose a model for the chat.', copy: models[0]?.id },
  ],
};
