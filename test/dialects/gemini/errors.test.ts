import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../../../main/core/app-error.ts';
import type { JsonObject } from '../../../main/core/json.ts';
import { decodeGeminiError, isProofRefusal } from '../../../main/dialects/gemini/decode-error.ts';
import { encodeGeminiError, encodeGeminiErrorList } from '../../../main/dialects/gemini/errors.ts';

const TYPE = 'type.googleapis.com/google.rpc.';

function decode(status: number, name: string, message = 'Oh.', details: readonly JsonObject[] = []) {
  return decodeGeminiError(
    status,
    JSON.stringify({ error: { code: status, message, status: name, details } }),
    {},
  );
}

const info = (reason: string, metadata: JsonObject = {}) => [
  { '@type': `${TYPE}ErrorInfo`, reason, metadata },
];

describe('an error of the API', () => {
  it.each<readonly [number, string, string, readonly JsonObject[], ErrorCode, string]>([
    [400, 'INVALID_ARGUMENT', 'Bad.', [], 'invalid_request', 'never'],
    [
      400,
      'INVALID_ARGUMENT',
      'API key not valid.',
      info('API_KEY_INVALID'),
      'upstream_authentication',
      'next',
    ],
    [400, 'INVALID_ARGUMENT', 'API key expired. Renew it.', [], 'upstream_authentication', 'next'],
    [400, 'FAILED_PRECONDITION', 'User location is not supported.', [], 'permission', 'next'],
    [
      400,
      'INVALID_ARGUMENT',
      'The input token count (9) exceeds the maximum number of tokens allowed (8).',
      [],
      'context_length_exceeded',
      'never',
    ],
    [
      400,
      'INVALID_ARGUMENT',
      'Request payload size exceeds the limit: 20971520 bytes.',
      [],
      'too_large',
      'never',
    ],
    [401, 'UNAUTHENTICATED', 'No.', [], 'upstream_authentication', 'next'],
    [403, 'PERMISSION_DENIED', 'No.', [], 'permission', 'next'],
    [404, 'NOT_FOUND', 'models/x is not found.', [], 'model_not_found', 'next'],
    [429, 'RESOURCE_EXHAUSTED', 'Slow down.', [], 'rate_limited', 'next'],
    [429, 'RESOURCE_EXHAUSTED', 'Gone.', info('QUOTA_EXHAUSTED'), 'quota_exceeded', 'next'],
    [429, 'RESOURCE_EXHAUSTED', 'Full.', info('MODEL_CAPACITY_EXHAUSTED'), 'overloaded', 'next'],
    [499, 'CANCELLED', 'Cancelled.', [], 'upstream_error', 'same'],
    [500, 'INTERNAL', 'Oops.', [], 'upstream_error', 'next'],
    [503, 'UNAVAILABLE', 'Overloaded.', [], 'overloaded', 'next'],
    [504, 'DEADLINE_EXCEEDED', 'Late.', [], 'timeout', 'next'],
    [418, 'TEAPOT', 'Short.', [], 'invalid_request', 'never'],
  ])('%i %s "%s" is known for what it is', (status, name, message, details, code, retry) => {
    expect(decode(status, name, message, details)).toMatchObject({ code, retry });
  });

  it.each([
    [[{ '@type': `${TYPE}RetryInfo`, retryDelay: '17.5s' }], 'Quota.', 17_500],
    [info('QUOTA_EXHAUSTED', { quotaResetDelay: '2h7m23.5s' }), 'Quota.', 7_643_500],
    [[], 'Your quota will reset after 1h2m.', 3_720_000],
    [[], 'Please retry in 12.25s.', 12_250],
    [[], 'Please retry.', undefined],
  ])('says how long to wait: %j %s', (details, message, retryAfterMs) => {
    expect(decode(429, 'RESOURCE_EXHAUSTED', message, details).retryAfterMs).toBe(retryAfterMs);
  });

  it('is read from a list, from plain text, and from nothing', () => {
    expect(
      decodeGeminiError(429, '[{"error":{"code":429,"message":"Slow.","status":"RESOURCE_EXHAUSTED"}}]', {}),
    ).toMatchObject({ code: 'rate_limited', message: 'Slow.' });
    expect(decodeGeminiError(502, '<html>Bad gateway</html>', {})).toMatchObject({ code: 'upstream_error' });
    expect(decodeGeminiError(500, '', {}).message).toBe(
      'Google answered with status 500 and no explanation.',
    );
  });

  it('names the field, and leads where the account’s owner must go', () => {
    const violations = [
      { '@type': `${TYPE}BadRequest`, fieldViolations: [{ field: 'contents[0]', description: 'x' }] },
    ];
    expect(decode(400, 'INVALID_ARGUMENT', 'Bad.', violations).param).toBe('contents[0]');
    const appeal = info('TOS', { appeal_url: 'https://example.com/appeal' });
    expect(decode(403, 'PERMISSION_DENIED', 'Disabled.', appeal).message).toBe(
      'Disabled. See https://example.com/appeal',
    );
  });

  it('about proofs is told from others', () => {
    expect(isProofRefusal(decode(400, 'INVALID_ARGUMENT', 'Corrupted thought signature.'))).toBe(true);
    expect(
      isProofRefusal(
        decode(
          400,
          'INVALID_ARGUMENT',
          'Function call `f` is missing a `thought_signature` in functionCall parts.',
        ),
      ),
    ).toBe(true);
    expect(isProofRefusal(decode(400, 'INVALID_ARGUMENT', 'Bad.'))).toBe(false);
  });
});

describe('an error for a client', () => {
  const STATUSES: readonly (readonly [ErrorCode, number, string])[] = [
    ['invalid_request', 400, 'INVALID_ARGUMENT'],
    ['authentication', 401, 'UNAUTHENTICATED'],
    ['permission', 403, 'PERMISSION_DENIED'],
    ['model_not_found', 404, 'NOT_FOUND'],
    ['rate_limited', 429, 'RESOURCE_EXHAUSTED'],
    ['quota_exceeded', 429, 'RESOURCE_EXHAUSTED'],
    ['overloaded', 503, 'UNAVAILABLE'],
    ['timeout', 504, 'DEADLINE_EXCEEDED'],
    ['internal', 500, 'INTERNAL'],
  ];

  it.each(STATUSES)('%s is %i %s', (code, status, name) => {
    expect(encodeGeminiError(new AppError({ code, message: 'Oh.' }), '')).toEqual({
      status,
      body: {
        error: {
          code: status,
          message: 'Oh.',
          status: name,
          ...(code === 'authentication' ? { details: expect.any(Array) } : {}),
        },
      },
    });
  });

  it('carries the wait, the field and the id of the request', () => {
    const error = new AppError({
      code: 'rate_limited',
      message: 'Slow.',
      param: 'model',
      retryAfterMs: 1500,
    });
    expect(encodeGeminiError(error, 'req_1').body).toMatchObject({
      error: {
        details: [
          { '@type': `${TYPE}BadRequest`, fieldViolations: [{ field: 'model' }] },
          { '@type': `${TYPE}RetryInfo`, retryDelay: '1.5s' },
          { '@type': `${TYPE}RequestInfo`, requestId: 'req_1' },
        ],
      },
    });
  });

  it('comes in a list to those who read one', () => {
    const { body } = encodeGeminiErrorList(new AppError({ code: 'internal', message: 'Oh.' }), 'r');
    expect(body).toMatchObject([{ error: { code: 500 } }]);
  });

  it('means the same when it is read again', () => {
    const error = new AppError({ code: 'rate_limited', message: 'Slow.', retryAfterMs: 17_500 });
    const { status, body } = encodeGeminiError(error, 'r');
    expect(decodeGeminiError(status, JSON.stringify(body), {})).toMatchObject({
      code: 'rate_limited',
      retryAfterMs: 17_500,
    });
  });
});
