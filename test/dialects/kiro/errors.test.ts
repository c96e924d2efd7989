import { describe, expect, it } from 'vitest';
import { AppError } from '../../../main/core/app-error.ts';
import { decodeKiroError } from '../../../main/dialects/kiro/decode-error.ts';
import { encodeError } from '../../../main/dialects/kiro/errors.ts';

describe('errors of Kiro’s service', () => {
  it.each([
    [429, 'com.amazon.aws.codewhisperer#ThrottlingException', undefined, 'rate_limited', 'next'],
    [429, 'ThrottlingError', 'INSUFFICIENT_MODEL_CAPACITY', 'overloaded', 'next'],
    [429, 'ThrottlingError', 'DAILY_REQUEST_COUNT', 'quota_exceeded', 'next'],
    [402, 'ServiceQuotaExceededError', 'MONTHLY_REQUEST_COUNT', 'quota_exceeded', 'next'],
    [402, 'ServiceQuotaExceededError', 'OVERAGE_REQUEST_LIMIT_EXCEEDED', 'billing', 'next'],
    [400, 'ValidationException', 'CONTENT_LENGTH_EXCEEDS_THRESHOLD', 'context_length_exceeded', 'never'],
    [400, 'ValidationException', 'INVALID_MODEL_ID', 'model_not_found', 'next'],
    [400, 'ValidationException', undefined, 'invalid_request', 'never'],
    [403, 'AccessDeniedException', undefined, 'upstream_authentication', 'next'],
    [403, 'AccessDeniedException', 'TEMPORARILY_SUSPENDED', 'permission', 'next'],
    [500, 'InternalServerException', 'MODEL_TEMPORARILY_UNAVAILABLE', 'overloaded', 'next'],
    [500, 'InternalServerException', undefined, 'upstream_error', 'same'],
    [503, 'ServiceUnavailableException', undefined, 'overloaded', 'next'],
    [418, 'Unheard', undefined, 'upstream_error', 'next'],
  ])('%s %s %s is %s', (status, __type, reason, code, retry) => {
    const error = decodeKiroError(status, JSON.stringify({ __type, message: 'said', reason }), {});
    expect({ code: error.code, retry: error.retry }).toEqual({ code, retry });
    expect(error.upstream?.status).toBe(status);
  });

  it('are named by the header where there is one, and say how long to wait', () => {
    const headers = {
      'x-amzn-errortype': 'ThrottlingException:http://internal.amazon.com/coral/',
      'x-amzn-requestid': 'r-1',
      'retry-after': '7',
    };
    const error = decodeKiroError(429, '{"message":"slow"}', headers);
    expect(error).toMatchObject({
      code: 'rate_limited',
      message: 'slow',
      retryAfterMs: 7000,
      upstream: { status: 429, name: 'ThrottlingException', requestId: 'r-1' },
    });
  });

  it('tell by their words alone that the input is too long', () => {
    expect(decodeKiroError(400, '{"message":"Input is too long."}', {}).code).toBe('context_length_exceeded');
  });

  it('are never empty, whatever a gateway answers', () => {
    expect(decodeKiroError(502, '<html>', {}).message).toMatch(/Kiro refused/);
  });
});

describe('errors for a Kiro client', () => {
  it.each([
    ['invalid_request', 400, 'ValidationException', undefined],
    ['context_length_exceeded', 400, 'ValidationException', 'CONTENT_LENGTH_EXCEEDS_THRESHOLD'],
    ['authentication', 403, 'AccessDeniedException', undefined],
    ['model_not_found', 400, 'ValidationException', 'INVALID_MODEL_ID'],
    ['rate_limited', 429, 'ThrottlingException', undefined],
    ['quota_exceeded', 429, 'ThrottlingException', 'MONTHLY_REQUEST_COUNT'],
    ['overloaded', 429, 'ThrottlingException', 'INSUFFICIENT_MODEL_CAPACITY'],
    ['internal', 500, 'InternalServerException', undefined],
  ] as const)('%s is %s %s', (code, status, type, reason) => {
    expect(encodeError(new AppError({ code, message: 'm' }))).toEqual({
      status,
      headers: { 'x-amzn-errortype': type, 'content-type': 'application/x-amz-json-1.0' },
      body: { __type: type, message: 'm', ...(reason === undefined ? {} : { reason }) },
    });
  });

  it('are understood by the other half as what they were', () => {
    for (const code of [
      'context_length_exceeded',
      'model_not_found',
      'overloaded',
      'quota_exceeded',
    ] as const) {
      const { status, body } = encodeError(new AppError({ code, message: 'm' }));
      expect(decodeKiroError(status, JSON.stringify(body), {}).code).toBe(code);
    }
  });
});
