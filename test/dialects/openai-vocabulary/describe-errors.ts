import { expect, it } from 'vitest';
import { AppError, type ErrorCode, invalidRequest } from '../../../main/core/app-error.ts';
import type { EncodedError, Headers } from '../../../main/core/codec.ts';
import type { JsonObject } from '../../../main/core/json.ts';

type Encode = (error: AppError) => EncodedError<JsonObject>;
type Decode = (status: number, body: unknown, headers: Headers) => AppError;

/** What both of OpenAI's formats say of a failed request. */
export function describeClientErrors(encodeError: Encode): void {
  for (const [code, status, type, wireCode] of FOR_CLIENTS) {
    it(`has status ${status} for ${code}`, () => {
      const { status: said, body } = encodeError(new AppError({ code, message: 'Why.' }));
      expect({ status: said, ...Object(body['error']) }).toEqual({
        status,
        message: 'Why.',
        type,
        param: null,
        code: wireCode,
      });
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
}

const FOR_CLIENTS: readonly (readonly [ErrorCode, number, string, string])[] = [
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

/** What both make of a refused call. */
export function describeUpstreamErrors(decodeError: Decode): void {
  for (const [status, body, code, retry] of FROM_UPSTREAMS) {
    it(`of status ${status} with ${JSON.stringify(body)?.slice(0, 60)} is ${code}`, () => {
      const error = decodeError(status, body, { 'x-request-id': 'r1' });
      expect(error).toMatchObject({ code, retry, upstream: { status, requestId: 'r1' } });
      expect(error.message).not.toBe('');
    });
  }

  it('never shows the key that the upstream repeats', () => {
    const error = decodeError(401, { error: { message: 'Incorrect API key provided: sk-abc' } }, {});
    expect(error.message).not.toContain('sk-abc');
  });

  for (const [headers, expected] of WAITS) {
    it(`asks to wait ${expected} ms with ${JSON.stringify(headers)}`, () => {
      expect(decodeError(429, NO, { ...headers }).retryAfterMs).toBe(expected);
    });
  }
}

const NO = { error: { message: 'No.', type: 't', code: null, param: 'x' } };

const FROM_UPSTREAMS: readonly (readonly [number, unknown, string, string])[] = [
  [400, NO, 'invalid_request', 'never'],
  [400, { error: { message: 'x', code: 'context_length_exceeded' } }, 'context_length_exceeded', 'never'],
  [
    400,
    { detail: "This model's maximum context length is 8192 tokens." },
    'context_length_exceeded',
    'never',
  ],
  [400, { error: { message: 'x', code: 'unsupported_value', param: 'temperature' } }, 'unsupported', 'next'],
  [401, NO, 'upstream_authentication', 'next'],
  [402, 'no money', 'billing', 'next'],
  [403, NO, 'permission', 'next'],
  [404, [NO], 'model_not_found', 'next'],
  [409, NO, 'upstream_error', 'same'],
  [413, NO, 'too_large', 'never'],
  [418, NO, 'invalid_request', 'never'],
  [422, { detail: [{ loc: ['body'], msg: 'field required' }] }, 'invalid_request', 'never'],
  [429, NO, 'rate_limited', 'next'],
  [429, { error: { type: 'insufficient_quota' } }, 'quota_exceeded', 'next'],
  [500, { error: 'boom' }, 'upstream_error', 'next'],
  [503, '<html>', 'overloaded', 'next'],
  [504, undefined, 'timeout', 'next'],
];

const WAITS: readonly (readonly [object, number | undefined])[] = [
  [{ 'retry-after-ms': '250', 'retry-after': '9' }, 250],
  [{ 'retry-after': '1.5' }, 1500],
  [{ 'retry-after': 'Sun, 22 Nov 2026 10:00:30 GMT', date: 'Sun, 22 Nov 2026 10:00:00 GMT' }, 30_000],
  [{ 'retry-after': 'soon' }, undefined],
  [{ 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '6m0.5s' }, 360_500],
  [{ 'x-ratelimit-remaining-requests': '5', 'x-ratelimit-reset-requests': '120ms' }, undefined],
  [{}, undefined],
];
