import { exportKeyStep, exportText } from '../key-steps.ts';
import type { GuidedTarget } from '../target.ts';

/** Programs with an AWS SDK: they call Bedrock here, with kRouter's credentials and failover in place of their own. */
export const bedrockApps: GuidedTarget = {
  id: 'bedrock-apps',
  name: 'Apps that speak Bedrock (AWS SDKs)',
  way: 'guided',
  seenAs: [],
  seenMaybeAs: ['aws-sdk', 'boto3'],
  commands: [],
  traces: () => [],
  steps: (setup, place) => [
    {
      text: 'Aim Bedrock’s runtime at kRouter in the terminal that runs the app.',
      copy: exportText(place, 'AWS_ENDPOINT_URL_BEDROCK_RUNTIME', setup.baseUrl),
    },
    exportKeyStep(setup, place, 'AWS_BEARER_TOKEN_BEDROCK'),
    {
      text: 'Claude Code in its Bedrock mode takes the address here.',
      copy: exportText(place, 'ANTHROPIC_BEDROCK_BASE_URL', `${setup.baseUrl}/bedrock`),
    },
  ],
};
