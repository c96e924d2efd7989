import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode, invalidRequest } from '../../../main/core/app-error.ts';
import { decodeResponsesError } from '../../../main/dialects/openai-responses/decode-error.ts';
import { encodeError } from '../../../main/dialects/openai-responses/errors.ts';

function encoded(code: ErrorCode) {
  const { status, body } = encodeError(new AppError({ code, message: 'Why.' }));
  return { status, ...Object(body['error']) };
}

describe('an error for the client', () => {
  const cases: readonly (readonly [ErrorCode, number, string, string])[] = [
    ['invalid_request', 400, 'invalid_request_error', 'invalid_value'],
    ['context_length_exceeded', 400, 'invalid_request_error', 'context_length_exceeded'],
    ['unsupported', 400, 'invalid_request_error', 'unsupported_parameter'],
    ['authentication', 401, 'authentication_error', 'invalid_api_key'],
    ['quota_exceeded', 429, 'insufficient_quota', 'insufficient_quota'],
    ['rate_limited', 429, 'rate_limit_error', 'rate_limit_exceeded'],
    ['model_not_found', 404, 'invalid_request_error', 'model_not_found'],
    ['overloaded', 503, 'server_error', 'server_is_overloaded'],
    ['upstream_error', 502, 'server_error', 'server_error'],
    ['internal', 500, 'server_error', 'internal_error'],
  ];
  for (const [code, status, type, wireCode] of cases) {
    it(`has status ${status} for ${code}`, () => {
      expect(encoded(code)).toEqual({ status, message: 'Why.', type, param: null, code: wireCode });
    });
  }

  it('names the field and nothing of the upstream', () => {
    const error = new AppError({
      code: 'invalid_request',
      param: 'messages[0]',
      message: 'Bad.',
      upstream: { provider: 'secret' },
      cause: new Error('secret'),
    });
    expect(encodeError(error).body).toMatchObject({ error: { param: 'messages[0]' } });
    expect(JSON.stringify(encodeError(error))).not.toContain('secret');
    expect(encodeError(invalidRequest('a', 'b')).status).toBe(400);
  });

  it('says how long to wait in OpenAI’s words', () => {
    const error = new AppError({ code: 'rate_limited', message: 'Slow down.', retryAfterMs: 1200 });
    expect(encodeError(error).body).toMatchObject({
      error: { message: 'Slow down. Please try again in 2s.' },
    });
  });
});

describe('an error from an upstream', () => {
  const message = { error: { message: 'No.', type: 't', code: null, param: 'x' } };
  const cases: readonly (readonly [number, unknown, string, string])[] = [
    [400, message, 'invalid_request', 'never'],
    [400, { error: { message: 'x', code: 'context_length_exceeded' } }, 'context_length_exceeded', 'never'],
    [
      400,
      { detail: "This model's maximum context length is 8192 tokens." },
      'context_length_exceeded',
      'never',
    ],
    [
      400,
      { error: { message: 'x', code: 'unsupported_value', param: 'temperature' } },
      'unsupported',
      'next',
    ],
    [401, message, 'upstream_authentication', 'next'],
    [402, 'no money', 'billing', 'next'],
    [403, message, 'permission', 'next'],
    [404, [message], 'model_not_found', 'next'],
    [409, message, 'upstream_error', 'same'],
    [413, message, 'too_large', 'never'],
    [418, message, 'invalid_request', 'never'],
    [422, { detail: [{ loc: ['body'], msg: 'field required' }] }, 'invalid_request', 'never'],
    [429, message, 'rate_limited', 'next'],
    [429, { error: { type: 'insufficient_quota' } }, 'quota_exceeded', 'next'],
    [500, { error: 'boom' }, 'upstream_error', 'next'],
    [503, '<html>', 'overloaded', 'next'],
    [504, undefined, 'timeout', 'next'],
  ];
  for (const [status, body, code, retry] of cases) {
    it(`of status ${status} with ${JSON.stringify(body)?.slice(0, 60)} is ${code}`, () => {
      const error = decodeResponsesError(status, body, { 'x-request-id': 'r1' });
      expect(error).toMatchObject({ code, retry, upstream: { status, requestId: 'r1' } });
      expect(error.message).not.toBe('');
    });
  }

  it('never shows the key that the upstream repeats', () => {
    const error = decodeResponsesError(401, { error: { message: 'Incorrect API key provided: sk-abc' } }, {});
    expect(error.message).not.toContain('sk-abc');
  });

  const waits: readonly (readonly [object, number | undefined])[] = [
    [{ 'retry-after-ms': '250', 'retry-after': '9' }, 250],
    [{ 'retry-after': '1.5' }, 1500],
    [{ 'retry-after': 'Sun, 22 Nov 2026 10:00:30 GMT', date: 'Sun, 22 Nov 2026 10:00:00 GMT' }, 30_000],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '6m0.5s' }, 360_500],
    [{ 'x-ratelimit-remaining-requests': '5', 'x-ratelimit-reset-requests': '120ms' }, undefined],
    [{}, undefined],
  ];
  for (const [headers, expected] of waits) {
    it(`asks to wait ${expected} ms with ${JSON.stringify(headers)}`, () => {
      expect(decodeResponsesError(429, message, { ...headers }).retryAfterMs).toBe(expected);
    });
  }
});
