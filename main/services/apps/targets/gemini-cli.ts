import { exportKeyStep, exportText } from '../key-steps.ts';
import { inHome } from '../places.ts';
import type { GuidedTarget } from '../target.ts';

/** Google's Gemini CLI speaks Gemini's own format; its address is a variable, not a setting. */
export const geminiCli: GuidedTarget = {
  id: 'gemini-cli',
  name: 'Gemini CLI',
  way: 'guided',
  seenAs: ['gemini-cli'],
  seenMaybeAs: ['google-genai'],
  commands: ['gemini'],
  traces: (place) => [inHome(place, '.gemini')],
  steps: (setup, place) => [
    {
      text: 'Set the address in the terminal that runs it.',
      copy: exportText(place, 'GOOGLE_GEMINI_BASE_URL', setup.baseUrl),
    },
    exportKeyStep(setup, place, 'GEMINI_API_KEY'),
    {
      text: 'Start it with a model of kRouter’s.',
      copy: `gemini --model ${setup.models[0]?.id ?? 'claude-sonnet-4-6'}`,
    },
  ],
};
