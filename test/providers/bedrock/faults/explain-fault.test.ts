import { describe, expect, it } from 'vitest';
import type { ErrorCode, Retry } from '../../../../main/core/app-error.ts';
import { decodeHttpFault } from '../../../../main/providers/bedrock/faults/decode-fault.ts';
import { explainFault } from '../../../../main/providers/bedrock/faults/explain-fault.ts';
import { FAULT_RULES } from '../../../../main/providers/bedrock/faults/fault-rules.ts';

const PLACE = { provider: 'bedrock-eu', region: 'eu-west-1' };

type Row = readonly [
  status: number,
  name: string,
  message: string,
  code: ErrorCode,
  retry: Retry,
  cure?: RegExp,
];

const V = 'ValidationException';
const A = 'AccessDeniedException';
const R = 'ResourceNotFoundException';

const ROWS: readonly Row[] = [
  [400, V, 'messages: text content blocks must be non-empty', 'invalid_request', 'never'],
  [400, V, 'Input is too long for requested model.', 'context_length_exceeded', 'never'],
  [400, V, 'prompt is too long: 210000 tokens > 200000 maximum', 'context_length_exceeded', 'never'],
  [
    400,
    V,
    'input length and `max_tokens` exceed context limit: 1 + 2 > 3',
    'context_length_exceeded',
    'never',
  ],
  [
    400,
    V,
    "Invocation of model ID x with on-demand throughput isn't supported. Retry your request …",
    'model_not_found',
    'next',
    /short id/,
  ],
  [
    400,
    V,
    'Invocation of model ID x with on-demand throughput isn’t supported.',
    'model_not_found',
    'next',
    /short id/,
  ],
  [400, V, 'The provided model identifier is invalid.', 'model_not_found', 'next', /another region/],
  [400, V, 'Operation not allowed', 'permission', 'never', /AWS Support/],
  [
    400,
    V,
    "data retention mode 'default' is not available for this model",
    'permission',
    'never',
    /your decision/,
  ],
  [400, 'ServiceQuotaExceededException', 'You have exceeded it', 'quota_exceeded', 'next', /Service Quotas/],
  [
    403,
    A,
    "You don't have access to the model with the specified model ID.",
    'permission',
    'next',
    /model access/,
  ],
  [
    403,
    A,
    'User: arn:aws:iam::1:user/a is not authorized to perform: bedrock:InvokeModel on resource: x',
    'permission',
    'next',
    /inference profile/,
  ],
  [
    403,
    A,
    'User: x is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:::foundation-model/x with an explicit deny in a service control policy',
    'permission',
    'next',
    /scope "geo"/,
  ],
  [
    403,
    A,
    'Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe)',
    'permission',
    'next',
    /15 minutes/,
  ],
  [403, 'BadCScoreException', '', 'permission', 'never', /AWS Support/],
  [
    403,
    'UnrecognizedClientException',
    'The security token included in the request is invalid.',
    'upstream_authentication',
    'never',
    /stray AWS_SESSION_TOKEN/,
  ],
  [403, 'InvalidClientTokenId', 'no', 'upstream_authentication', 'never', /krouter check/],
  [
    403,
    'ExpiredTokenException',
    'The security token included in the request is expired',
    'upstream_authentication',
    'never',
    /aws sso login/,
  ],
  [
    403,
    'InvalidSignatureException',
    'The request signature we calculated does not match the signature you provided.',
    'upstream_authentication',
    'never',
    /typing errors/,
  ],
  [
    403,
    'InvalidSignatureException',
    'Signature expired: 20261122T100000Z is now earlier than 20261122T101000Z',
    'upstream_authentication',
    'never',
    /automatic time/,
  ],
  [
    403,
    '',
    'Authentication failed: Please make sure your API Key is valid.',
    'upstream_authentication',
    'never',
    /12 hours/,
  ],
  [404, R, 'Could not resolve the foundation model', 'model_not_found', 'next'],
  [
    404,
    R,
    'Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in the last 30 days.',
    'model_not_found',
    'never',
    /newer model/,
  ],
  [404, R, 'This model version has reached the end of its life.', 'model_not_found', 'never', /newer model/],
  [
    404,
    R,
    'Model use case details have not been submitted for this account. Fill out the form',
    'permission',
    'never',
    /15 minutes/,
  ],
  [404, 'FTUFormNotFilled', 'x', 'permission', 'never', /form/],
  [404, 'UnknownOperationException', '', 'upstream_error', 'never', /endpoint/],
  [200, 'UnknownOperationException', '', 'upstream_error', 'never', /endpoint/],
  [413, '', '', 'too_large', 'never'],
  [429, 'ThrottlingException', 'Too many requests, please wait before trying again.', 'rate_limited', 'next'],
  [
    429,
    'ThrottlingException',
    'Too many tokens, please wait before trying again.',
    'rate_limited',
    'next',
    /max_tokens/,
  ],
  [
    429,
    'ThrottlingException',
    'Too many tokens per day, please wait before trying again.',
    'quota_exceeded',
    'next',
    /daily/,
  ],
  [429, 'ModelNotReadyException', 'wait', 'overloaded', 'next'],
  [408, 'ModelTimeoutException', 'slow', 'timeout', 'next'],
  [424, 'ModelErrorException', 'broke', 'upstream_error', 'next'],
  [500, 'InternalServerException', 'oops', 'upstream_error', 'next'],
  [503, 'ServiceUnavailableException', 'Bedrock is unable to process your request.', 'overloaded', 'next'],
  [418, '', 'teapot', 'invalid_request', 'never'],
  [599, '', '', 'upstream_error', 'next'],
  [401, '', '', 'upstream_authentication', 'never'],
  [403, '', '', 'permission', 'next'],
];

describe('what AWS says, told to the client', () => {
  for (const [status, name, message, code, retry, cure] of ROWS)
    it(`${status} ${name} ${message}`, () => {
      const headers = { 'x-amzn-errortype': name, 'x-amzn-requestid': 'req-1' };
      const error = explainFault(decodeHttpFault(status, headers, JSON.stringify({ message })), PLACE);
      expect(error).toMatchObject({ code, retry });
      expect(error.message.startsWith(message)).toBe(true);
      expect(error.message).toMatch(/\S/);
      if (cure !== undefined) expect(error.message).toMatch(cure);
      expect(error.upstream).toMatchObject({
        provider: 'bedrock-eu',
        region: 'eu-west-1',
        status,
        requestId: 'req-1',
      });
    });

  it('has a rule for nothing twice', () => {
    const keys = FAULT_RULES.map(({ names, texts }) => JSON.stringify([names, texts]));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('waits two minutes for the Marketplace and as long as AWS asks otherwise', () => {
    const marketplace = decodeHttpFault(403, {}, '{"message":"aws-marketplace:Subscribe"}');
    expect(explainFault(marketplace, PLACE).retryAfterMs).toBe(120_000);
    const throttled = decodeHttpFault(
      429,
      { 'retry-after': '7', 'x-amzn-errortype': 'ThrottlingException' },
      '',
    );
    expect(explainFault(throttled, PLACE)).toMatchObject({ code: 'rate_limited', retryAfterMs: 7000 });
  });

  it('goes by the model’s own status when the model failed', () => {
    const fault = { status: 424, name: 'modelStreamErrorException', message: 'x' };
    expect(explainFault({ ...fault, originalStatus: 400 }, PLACE).retry).toBe('never');
    expect(explainFault({ ...fault, originalStatus: 503 }, PLACE).retry).toBe('next');
    expect(explainFault({ ...fault, originalStatus: 429 }, PLACE)).toMatchObject({
      code: 'rate_limited',
      retry: 'next',
    });
    expect(explainFault(fault, PLACE).retry).toBe('next');
  });
});

describe('error bodies', () => {
  const decode = (text: string, headers = {}) => decodeHttpFault(400, headers, text);

  it('name the fault in the header, in __type, or in Anthropic’s way', () => {
    expect(decode('{}', { 'x-amzn-errortype': `${V}:http://internal.amazon.com/coral/` }).name).toBe(V);
    expect(decode('{"__type":"com.amazon.coral.service#UnknownOperationException"}').name).toBe(
      'UnknownOperationException',
    );
    expect(decode('{"type":"error","error":{"type":"overloaded_error","message":"busy"}}')).toMatchObject({
      name: 'overloaded_error',
      message: 'busy',
    });
  });

  it('are read in either spelling, from within AWS’s text, as text, and not as a web page', () => {
    expect(decode('{"Message":"capital"}').message).toBe('capital');
    const inner = '{"type":"error","error":{"type":"invalid_request_error","message":"invalid beta flag"}}';
    const wrapped = JSON.stringify({ message: `The model returned the following errors: ${inner}` });
    expect(decode(wrapped).message).toBe('invalid beta flag');
    expect(decode('{"message":"The model returned the following errors: Malformed input"}').message).toBe(
      'Malformed input',
    );
    const xml =
      '<ErrorResponse><Error><Type>Sender</Type><Code>ExpiredToken</Code><Message>Gone</Message></Error></ErrorResponse>';
    expect(decode(xml)).toMatchObject({ name: 'ExpiredToken', message: 'Gone' });
    expect(decode('plain words').message).toBe('plain words');
    expect(decode(' <html><body>Sign in</body></html>').message).toBe('');
    expect(decode('').message).toBe('');
    expect(decode('x'.repeat(5000)).message).toHaveLength(2000);
  });
});
