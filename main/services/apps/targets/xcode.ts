import { pasteKeyStep } from '../key-steps.ts';
import type { GuidedTarget } from '../target.ts';

/** Xcode 26.3 and newer. */
export const xcode: GuidedTarget = {
  id: 'xcode',
  name: 'Xcode',
  way: 'guided',
  seenAs: ['xcode'],
  commands: [],
  traces: ({ platform }) => (platform === 'darwin' ? ['/Applications/Xcode.app'] : []),
  steps: ({ baseUrl }) => [
    // The choice "Locally Hosted" takes a port only and sends no key.
    { text: 'Xcode › Settings › Intelligence › Add a Chat Provider › Internet Hosted.' },
    { text: 'URL', copy: baseUrl },
    pasteKeyStep('API key'),
    { text: 'API key header', copy: 'x-api-key' },
    { text: 'Description', copy: 'kRouter' },
  ],
};
