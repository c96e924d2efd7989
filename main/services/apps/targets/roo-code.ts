import { pasteKeyStep } from '../key-steps.ts';
import type { GuidedTarget } from '../target.ts';

/** Roo Code keeps its profiles in the editor's secret store. */
export const rooCode: GuidedTarget = {
  id: 'roo-code',
  name: 'Roo Code',
  way: 'guided',
  seenAs: ['roo-code'],
  extension: 'rooveterinaryinc.roo-cline',
  commands: [],
  traces: () => [],
  steps: ({ baseUrl, models }) => [
    { text: 'Open Roo’s settings › Providers and choose OpenAI Compatible.' },
    { text: 'Base URL', copy: `${baseUrl}/v1` },
    pasteKeyStep('API key'),
    { text: 'Model', copy: models[0]?.id },
  ],
};
