import { AwsError } from '../aws-error.ts';
import type { Operation } from './operation.ts';

/** What the account wrote into Anthropic's form: JSON, which goes over the wire as base64. */
const FORM = Buffer.from(JSON.stringify({ companyName: 'Example', useCases: 'Coding' })).toString('base64');

/** GET /use-case-for-model-access */
export const getUseCaseForModelAccess: Operation = {
  name: 'GetUseCaseForModelAccess',
  plane: 'control',
  service: 'bedrock',
  run({ state }) {
    if (state.faults.standing('availability')?.useCaseForm === 'missing') {
      throw new AwsError('ResourceNotFoundException', 'You have not filled out the request form');
    }
    return { kind: 'json', body: { formData: FORM } };
  },
};
