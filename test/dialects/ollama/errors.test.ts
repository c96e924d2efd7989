import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../../../main/core/app-error.ts';
import { ollamaChatDialect } from '../../../main/dialects/ollama/ollama-dialects.ts';
import { ollamaUpstream } from '../../../main/dialects/ollama/ollama-upstream.ts';

describe('an error for a client', () => {
  it.each([
    ['invalid_request', 400],
    ['context_length_exceeded', 400],
    ['unsupported', 400],
    ['authentication', 401],
    ['billing', 402],
    ['permission', 403],
    ['model_not_found', 404],
    ['method_not_allowed', 405],
    ['too_large', 413],
    ['rate_limited', 429],
    ['overloaded', 503],
    ['upstream_error', 502],
    ['timeout', 504],
    ['internal', 500],
  ] as const satisfies readonly (readonly [ErrorCode, number])[])(
    '%s is %i with its message',
    (code, status) => {
      const encoded = ollamaChatDialect.encodeError(new AppError({ code, message: 'x not found' }), 'req_1');
      expect(encoded).toEqual({ status, body: { error: 'x not found' } });
    },
  );

  it('says "not found" of a model that is not there, for clients look for it', () => {
    const error = new AppError({ code: 'model_not_found', message: 'No provider offers "x".' });
    expect(ollamaChatDialect.encodeError(error, 'req_1').body).toEqual({
      error: 'model not found: No provider offers "x".',
    });
  });
});

describe('an error of a server', () => {
  it.each([
    [404, '{"error":"model \'x\' not found"}', 'model_not_found', 'next'],
    [400, '{"error":"\\"x\\" does not support thinking"}', 'invalid_request', 'never'],
    [
      400,
      '{"error":"prompt too long; exceeds maximum context length by 8 tokens"}',
      'context_length_exceeded',
      'never',
    ],
    [401, '{"error":"unauthorized","signin_url":"https://example.com"}', 'upstream_authentication', 'next'],
    [429, '{"error":"you have reached your hourly usage limit"}', 'rate_limited', 'next'],
    [
      500,
      '{"error":"model requires more system memory (9 GiB) than is available"}',
      'upstream_error',
      'next',
    ],
    [503, '{"error":"server busy, please try again"}', 'overloaded', 'next'],
    [502, 'Bad Gateway', 'upstream_error', 'next'],
  ])('%i %s is %s', (status, text, code, retry) => {
    expect(ollamaUpstream.decodeError(status, text, {})).toMatchObject({ code, retry, upstream: { status } });
  });
});
