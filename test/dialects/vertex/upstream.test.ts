import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringifyJson } from '../../../main/core/raw-json.ts';
import { vertexClaudeUpstream } from '../../../main/dialects/vertex/claude-upstream.ts';
import { decodeClaudeCall } from '../../../main/dialects/vertex/decode-claude.ts';
import { decodeVertexError, vertexCure } from '../../../main/dialects/vertex/decode-error.ts';
import { vertexGeminiDialect } from '../../../main/dialects/vertex/gemini-dialect.ts';
import { vertexGeminiUpstream } from '../../../main/dialects/vertex/gemini-upstream.ts';

const OPTIONS = { model: 'claude-sonnet-4-6', defaultMaxTokens: 1000 };

function claude(members: object, betas = '') {
  const body = { max_tokens: 10, messages: [{ role: 'user', content: 'hi' }], ...members };
  const path = '/v1/projects/p/locations/l/publishers/anthropic/models/m:streamRawPredict';
  return decodeClaudeCall({
    path,
    query: {},
    headers: { 'anthropic-beta': betas },
    params: { model: 'm' },
    body,
  });
}

describe('Claude on Vertex as an upstream', () => {
  it('sends what a Vertex client sent, in its own words', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((value) => value.trim() !== '');
    const block = fc.oneof(
      text.map((value) => ({ type: 'text', text: value })),
      text.map((value) => ({ type: 'text', text: value, cache_control: { type: 'ephemeral' } })),
    );
    const turn = fc.array(block, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(turn, { minLength: 1, maxLength: 5 }), (turns) => {
        const messages = turns.map((content, index) => ({
          role: index % 2 === 0 ? 'user' : 'assistant',
          content,
        }));
        const asked =
          messages.at(-1)?.role === 'user' ? messages : [...messages, { role: 'user', content: 'go' }];
        const { body } = vertexClaudeUpstream.encodeRequest(
          claude({ messages: asked, system: 'Be kind.' }),
          OPTIONS,
        );
        expect(JSON.parse(stringifyJson(body))).toEqual({
          anthropic_version: 'vertex-2023-10-16',
          max_tokens: 10,
          system: 'Be kind.',
          messages: asked,
          stream: true,
        });
      }),
    );
  });

  it.each(['service_tier', 'container', 'mcp_servers', 'inference_geo'])(
    'leaves out %s, and says so',
    (name) => {
      const { body, warnings } = vertexClaudeUpstream.encodeRequest(claude({ [name]: 'auto' }), OPTIONS);
      expect(body).not.toHaveProperty(name);
      expect(warnings).toContainEqual({ code: 'dropped', param: name, detail: 'Vertex does not take it' });
    },
  );

  it('keeps context management only together with its flag', () => {
    const members = { context_management: { edits: [] } };
    const without = vertexClaudeUpstream.encodeRequest(claude(members), OPTIONS);
    expect(without.body).not.toHaveProperty('context_management');
    const flagged = vertexClaudeUpstream.encodeRequest(
      claude(members, 'context-management-2025-06-27'),
      OPTIONS,
    );
    expect(flagged.body).toMatchObject(members);
  });

  it('has instructions before the conversation only', () => {
    const messages = [
      { role: 'user', content: 'hi' },
      { role: 'assistant', content: 'hello' },
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'go' },
    ];
    const { body } = vertexClaudeUpstream.encodeRequest(claude({ messages }), {
      ...OPTIONS,
      model: 'claude-opus-4-8',
    });
    expect(JSON.stringify(body['messages'])).not.toContain('"system"');
    expect(JSON.stringify(body)).toContain('Be brief.');
  });
});

describe('Gemini on Vertex as an upstream', () => {
  it('takes back proofs of Vertex, and none of the Gemini API', () => {
    const proof = Buffer.from('genuine').toString('base64');
    const body = {
      model: 'gemini-2.5-pro',
      contents: [
        { role: 'user', parts: [{ text: 'hi' }] },
        { role: 'model', parts: [{ text: 'hello', thoughtSignature: proof }] },
        { role: 'user', parts: [{ text: 'go' }] },
      ],
    };
    const request = vertexGeminiDialect.decodeRequest(body);
    const options = { model: 'gemini-2.5-pro', defaultMaxTokens: 1000 };
    expect(stringifyJson(vertexGeminiUpstream.encodeRequest(request, options).body)).toContain(proof);
    const elsewhere = { ...request, dialect: 'gemini' as const };
    expect(stringifyJson(vertexGeminiUpstream.encodeRequest(elsewhere, options).body)).not.toContain(proof);
  });
});

describe('errors of Vertex', () => {
  const google = (code: number, status: string, message: string) =>
    decodeVertexError(code, JSON.stringify([{ error: { code, status, message } }]), {});

  it('are read from a list too, as a stream without SSE gives them', () => {
    expect(google(429, 'RESOURCE_EXHAUSTED', 'Resource exhausted, please try again later.')).toMatchObject({
      code: 'rate_limited',
      retry: 'next',
    });
  });

  it('of the model are Anthropic’s own', () => {
    const text = JSON.stringify({
      type: 'error',
      error: { type: 'overloaded_error', message: 'Overloaded' },
    });
    expect(decodeVertexError(529, text, {})).toMatchObject({
      code: 'overloaded',
      upstream: { name: 'overloaded_error' },
    });
  });

  it.each([
    [
      403,
      'PERMISSION_DENIED',
      'Caller does not have required permission to use project x (serviceusage.services.use).',
      /serviceUsageConsumer/,
    ],
    [404, 'NOT_FOUND', 'Publisher Model `m` was not found.', /Model Garden/],
  ])('%d %s name their cure', (code, status, message, cure) => {
    expect(vertexCure(google(code, status, message))).toMatch(cure);
  });

  it('without any shape keep their status', () => {
    expect(decodeVertexError(502, '<html>Bad Gateway</html>', {})).toMatchObject({
      code: 'upstream_error',
      upstream: { status: 502 },
    });
  });
});
