import { describe } from 'vitest';
import { decodeResponsesError } from '../../../main/dialects/openai-responses/decode-error.ts';
import { encodeError } from '../../../main/dialects/openai-responses/errors.ts';
import { describeClientErrors, describeUpstreamErrors } from '../openai-vocabulary/describe-errors.ts';

describe('an error for the client', () => describeClientErrors(encodeError));
describe('an error from an upstream', () => describeUpstreamErrors(decodeResponsesError));
