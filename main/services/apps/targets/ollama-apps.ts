import { exportText } from '../key-steps.ts';
import type { GuidedTarget } from '../target.ts';

/** Whatever has a field for an Ollama server: editors, note takers, launchers. */
export const ollamaApps: GuidedTarget = {
  id: 'ollama-apps',
  name: 'Apps that speak Ollama',
  way: 'guided',
  seenAs: [],
  seenMaybeAs: ['ollama-python', 'ollama-node'],
  commands: [],
  traces: () => [],
  steps: ({ baseUrl }, place) => [
    { text: 'Give the app this address where it asks for Ollama’s.', copy: baseUrl },
    { text: 'If it asks for a key, paste kRouter’s.' },
    {
      text: 'If it asks for none, let the address end with the key itself: put it in the place of KEY.',
      copy: `${baseUrl}/key/KEY`,
    },
    { text: 'In a terminal the address is a variable.', copy: exportText(place, 'OLLAMA_HOST', baseUrl) },
  ],
};
