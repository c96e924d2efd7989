import { describe } from 'vitest';
import { decodeOpenaiChatError } from '../../../main/dialects/openai-chat/decode-error.ts';
import { encodeError } from '../../../main/dialects/openai-chat/errors.ts';
import { describeClientErrors, describeUpstreamErrors } from '../openai-vocabulary/describe-errors.ts';

describe('an error for the client', () => describeClientErrors(encodeError));
describe('an error from an upstream', () => describeUpstreamErrors(decodeOpenaiChatError));
