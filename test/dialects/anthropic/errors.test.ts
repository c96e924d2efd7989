import { describe, expect, it } from 'vitest';
import { AppError } from '../../../main/core/app-error.ts';
import { decodeAnthropicError } from '../../../main/dialects/anthropic/decode-error.ts';
import { ENCODED_ERRORS } from '../../../main/dialects/anthropic/error-types.ts';
import { encodeError } from '../../../main/dialects/anthropic/errors.ts';

function body(type: string, message: string): string {
  return JSON.stringify({ type: 'error', error: { type, message }, request_id: 'req_body' });
}

describe('decodeAnthropicError', () => {
  it.each([
    [400, 'invalid_request_error', 'invalid_request', 'never'],
    [401, 'authentication_error', 'upstream_authentication', 'next'],
    [402, 'billing_error', 'billing', 'next'],
    [403, 'permission_error', 'permission', 'next'],
    [404, 'not_found_error', 'model_not_found', 'next'],
    [409, 'conflict_error', 'upstream_error', 'same'],
    [413, 'request_too_large', 'too_large', 'never'],
    [429, 'rate_limit_error', 'rate_limited', 'next'],
    [500, 'api_error', 'upstream_error', 'next'],
    [504, 'timeout_error', 'timeout', 'next'],
    [529, 'overloaded_error', 'overloaded', 'next'],
  ])('reads %i %s as %s, retry %s', (status, type, code, retry) => {
    const named = decodeAnthropicError(status, body(type, 'Why.'), { 'request-id': 'req_head' });
    expect(named).toMatchObject({
      code,
      retry,
      message: 'Why.',
      upstream: { status, name: type, requestId: 'req_head' },
    });
    expect(decodeAnthropicError(status, '<html>', {})).toMatchObject({ code, retry });
  });

  it.each([
    'prompt is too long: 210000 tokens > 200000 maximum',
    'input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000',
  ])('knows "%s" for a context that is full', (message) => {
    expect(decodeAnthropicError(400, body('invalid_request_error', message), {}).code).toBe(
      'context_length_exceeded',
    );
  });

  it('knows an empty account behind a 400', () => {
    const error = decodeAnthropicError(
      400,
      body('invalid_request_error', 'Your credit balance is too low.'),
      {},
    );
    expect(error).toMatchObject({ code: 'billing', retry: 'next' });
  });

  it.each([
    [{ 'retry-after': '7' }, 7000],
    [{ 'retry-after-ms': '150', 'retry-after': '7' }, 150],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:10 GMT', date: 'Wed, 21 Oct 2026 07:28:00 GMT' }, 10_000],
    [{ 'retry-after': 'soon' }, undefined],
    [{}, undefined],
  ])('reads the wait in %j', (headers, wait) => {
    expect(decodeAnthropicError(429, '', headers).retryAfterMs).toBe(wait);
  });

  it('takes the request id from the body when no header has it, and shortens a page of text', () => {
    const error = decodeAnthropicError(500, body('api_error', 'x'.repeat(9000)), {});
    expect(error.upstream?.requestId).toBe('req_body');
    expect(error.message).toHaveLength(2001);
  });
});

describe('encodeError', () => {
  it('gives every error a status and a type that the Messages API has', () => {
    for (const { status, type } of Object.values(ENCODED_ERRORS)) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(type).toMatch(/_error$|^request_too_large$/);
    }
  });

  it('writes the body with the request id', () => {
    expect(encodeError(new AppError({ code: 'rate_limited', message: 'Slow down.' }), 'req_1')).toEqual({
      status: 429,
      body: {
        type: 'error',
        error: { type: 'rate_limit_error', message: 'Slow down.' },
        request_id: 'req_1',
      },
    });
  });

  it('begins with the words that make clients shorten the conversation', () => {
    const { body: sent } = encodeError(
      new AppError({ code: 'context_length_exceeded', message: 'Too much.' }),
      'r',
    );
    expect(sent).toMatchObject({ error: { message: 'prompt is too long: Too much.' } });
  });
});
