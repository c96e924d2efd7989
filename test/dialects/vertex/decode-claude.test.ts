import { describe, expect, it } from 'vitest';
import type { EndpointCall } from '../../../main/core/client-protocol.ts';
import { claudeRules } from '../../../main/dialects/anthropic/claude-rules.ts';
import { anthropicVersion } from '../../../main/dialects/anthropic/decode-request.ts';
import { encodeAnthropicRequest } from '../../../main/dialects/anthropic/encode-request.ts';
import { decodeClaudeCall, decodeClaudeCount } from '../../../main/dialects/vertex/decode-claude.ts';
import {
  bareModelName,
  decodeClaudeName,
  encodeClaudeName,
  publisherOf,
} from '../../../main/dialects/vertex/model-name.ts';

const BODY = {
  anthropic_version: 'vertex-2023-10-16',
  max_tokens: 10,
  messages: [{ role: 'user', content: 'hi' }],
};

function call(body: unknown, verb = 'rawPredict', model = 'claude-opus-4-6'): EndpointCall {
  const path = `/v1/projects/p/locations/l/publishers/anthropic/models/${model}:${verb}`;
  return { path, query: {}, headers: {}, params: { model }, body };
}

describe('a Claude call on Vertex', () => {
  it.each([
    ['rawPredict', undefined, false],
    ['streamRawPredict', undefined, true],
    ['rawPredict', true, true],
    ['streamRawPredict', false, false],
  ])('by %s with stream %s in the body is streamed: %s', (verb, stream, expected) => {
    const body = stream === undefined ? BODY : { ...BODY, stream };
    expect(decodeClaudeCall(call(body, verb)).stream).toBe(expected);
  });

  it.each([
    ['vertex-2023-10-16', '2023-06-01'],
    ['2026-10-21', '2026-10-21'],
    [undefined, undefined],
  ])('of version %s asks for Anthropic’s version %s', (version, expected) => {
    const { anthropic_version: _, ...rest } = BODY;
    const body = version === undefined ? rest : { ...rest, anthropic_version: version };
    expect(anthropicVersion(decodeClaudeCall(call(body)))).toBe(expected);
  });

  it('goes on to an Anthropic upstream as the client wrote it, without what is Vertex’s', () => {
    const body = { ...BODY, anthropic_beta: ['a', 'b'], future_member: { x: [1] } };
    const request = decodeClaudeCall(call(body));
    expect(request.betas).toEqual(['a', 'b']);
    const { body: sent } = encodeAnthropicRequest(request, {
      rules: claudeRules('claude-opus-4-6'),
      defaultMaxTokens: 100,
    });
    expect(sent).toEqual({ max_tokens: 10, messages: BODY.messages, future_member: { x: [1] } });
  });

  it('leaves the body that was parsed as it is', () => {
    const body = { ...BODY, anthropic_beta: ['a'] };
    const before = structuredClone(body);
    decodeClaudeCall(call(body));
    expect(body).toEqual(before);
  });

  it.each([
    ['max_tokens', { messages: BODY.messages }],
    ['messages', { max_tokens: 1, messages: 'hi' }],
    ['betas[0]', { ...BODY, anthropic_beta: [1] }],
    ['anthropic_version', { ...BODY, anthropic_version: 2023 }],
    ['body', 'text'],
  ])('is refused with the name of the field %s', (param, body) => {
    expect(() => decodeClaudeCall(call(body))).toThrow(
      expect.objectContaining({ code: 'invalid_request', param }),
    );
  });

  it('that counts must name its model in the body', () => {
    const counted = { ...BODY, model: 'publishers/anthropic/models/claude-opus-4-6@default' };
    expect(decodeClaudeCount(call(counted, 'rawPredict', 'count-tokens')).model).toBe('claude-opus-4-6');
    expect(() => decodeClaudeCount(call(BODY))).toThrow(expect.objectContaining({ param: 'model' }));
  });
});

describe('model names', () => {
  it.each([
    ['claude-sonnet-4-5@20250929', 'claude-sonnet-4-5-20250929'],
    ['claude-opus-4-6@default', 'claude-opus-4-6'],
    ['claude-opus-4-6', 'claude-opus-4-6'],
    [
      'projects/p/locations/l/publishers/anthropic/models/claude-haiku-4-5@20251001',
      'claude-haiku-4-5-20251001',
    ],
    ['bedrock/anthropic.claude-opus-4-6', 'bedrock/anthropic.claude-opus-4-6'],
  ])('%s is %s to Anthropic', (name, expected) => {
    expect(decodeClaudeName(name)).toBe(expected);
  });

  it('of Anthropic get their @ back on the way up', () => {
    expect(encodeClaudeName('claude-sonnet-4-5-20250929')).toBe('claude-sonnet-4-5@20250929');
    expect(encodeClaudeName('claude-opus-4-6')).toBe('claude-opus-4-6');
  });

  it('tell the publisher', () => {
    expect(
      ['claude-x', 'vertex/claude-x', 'anthropic.claude-x', 'gemini-3-pro', 'text-embedding'].map(
        publisherOf,
      ),
    ).toEqual(['anthropic', 'anthropic', 'anthropic', 'google', 'google']);
    expect(bareModelName('publishers/google/models/gemini-3-pro')).toBe('gemini-3-pro');
  });
});
