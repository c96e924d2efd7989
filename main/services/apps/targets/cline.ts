import { pasteKeyStep } from '../key-steps.ts';
import { inHome } from '../places.ts';
import type { GuidedTarget } from '../target.ts';

/** Cline keeps its key in the editor's secret store. */
export const cline: GuidedTarget = {
  id: 'cline',
  name: 'Cline',
  way: 'guided',
  seenAs: ['cline'],
  extension: 'saoudrizwan.claude-dev',
  commands: ['cline'],
  traces: (place) => [inHome(place, '.cline')],
  steps: ({ baseUrl, models }) => [
    { text: 'Open Cline’s settings and choose the API provider Anthropic.' },
    pasteKeyStep('API key'),
    { text: 'Tick "Use custom base URL" and paste the address.', copy: baseUrl },
    { text: 'Model', copy: models[0]?.id },
  ],
};
