import { describe, expect, it } from 'vitest';
import type { ChatRequest } from '../../../main/core/chat-request.ts';
import { claudeRules } from '../../../main/dialects/anthropic/claude-rules.ts';
import { decodeRequest } from '../../../main/dialects/anthropic/decode-request.ts';
import { encodeAnthropicRequest } from '../../../main/dialects/anthropic/encode-request.ts';
import { sealProof } from '../../../main/dialects/openai-vocabulary/sealed-proof.ts';
import { readFixture } from './fixtures.ts';
import { clientRequest } from './run-stream.ts';

function encode(request: ChatRequest, model = request.model) {
  return encodeAnthropicRequest(request, { rules: claudeRules(model), defaultMaxTokens: 16_384 });
}

describe('encodeAnthropicRequest where the model would refuse', () => {
  it('swaps the shape of thinking for a model that takes the other one', () => {
    const manual = clientRequest({ max_tokens: 20_000, thinking: { type: 'enabled', budget_tokens: 8000 } });
    const modern = encode(manual, 'us.anthropic.claude-opus-4-7');
    expect(modern.body).toMatchObject({
      thinking: { type: 'adaptive', display: 'summarized' },
      output_config: { effort: 'medium' },
    });
    expect(modern.warnings.map((warning) => warning.param)).toContain('thinking');
    const adaptive = clientRequest({
      max_tokens: 20_000,
      thinking: { type: 'adaptive' },
      output_config: { effort: 'high' },
    });
    const classic = encode(adaptive, 'claude-sonnet-4-5');
    expect(classic.body).toMatchObject({
      thinking: { type: 'enabled', budget_tokens: 16_384 },
      max_tokens: 20_000,
    });
    expect(classic.body).not.toHaveProperty('output_config');
  });

  it('takes the correction a provider has learnt from a refusal', () => {
    const request = clientRequest({ max_tokens: 4000, thinking: { type: 'enabled', budget_tokens: 2000 } });
    const rules = claudeRules('arn:aws:bedrock:us-west-2:1:application-inference-profile/abc');
    const learnt = { ...rules, thinking: { ...rules.thinking, adaptive: false, budget: true } };
    const { body } = encodeAnthropicRequest(request, { rules: learnt, defaultMaxTokens: 100 });
    expect(body['thinking']).toEqual({ type: 'enabled', budget_tokens: 2000 });
  });

  it('takes off what the model would refuse, and says so', () => {
    const request = clientRequest({
      max_tokens: 200_000,
      temperature: 0.2,
      top_p: 0.5,
      top_k: 5,
      thinking: { type: 'disabled' },
      output_config: { effort: 'max' },
    });
    const { body, warnings } = encode(request, 'claude-fable-5');
    expect(body).toEqual({
      max_tokens: 128_000,
      messages: [{ role: 'user', content: 'Hi' }],
      output_config: { effort: 'low' },
    });
    expect(warnings.map((warning) => warning.param).sort()).toEqual([
      'max_tokens',
      'reasoning',
      'temperature',
      'thinking',
      'top_k',
      'top_p',
    ]);
  });

  it('keeps temperature where a model takes only one of temperature and top_p', () => {
    const { body } = encode(clientRequest({ temperature: 0.2, top_p: 0.5 }), 'claude-sonnet-4-6');
    expect(body).toMatchObject({ temperature: 0.2 });
    expect(body).not.toHaveProperty('top_p');
  });

  it('refuses a max_tokens that no model could write', () => {
    expect(() => encode(clientRequest({ max_tokens: 10_000_000 }))).toThrowError(/max_tokens is 10000000/);
  });

  it('honours a beta that lifts the output limit', () => {
    const request = clientRequest({ max_tokens: 300_000 }, { 'anthropic-beta': 'output-300k-2026-03-24' });
    expect(encode(request, 'claude-opus-5').body['max_tokens']).toBe(300_000);
  });

  it('moves system messages to the front for a model that does not take them between turns', () => {
    const request = decodeRequest(readFixture('requests/mid-conversation-system.json'), {});
    const { body, warnings } = encode(request, 'claude-sonnet-4-5');
    expect(body).toMatchObject({
      system: 'Be brief.',
      messages: [{ role: 'user' }, { role: 'assistant' }, { role: 'user' }],
    });
    expect(warnings).toMatchObject([{ code: 'changed', param: 'messages' }]);
  });

  it('drops thinking of another vendor and the budget that would demand it', () => {
    const signature = sealProof({ dialect: 'gemini', kind: 'thinking', value: 'abc' });
    const request = clientRequest({
      max_tokens: 4000,
      thinking: { type: 'enabled', budget_tokens: 2000 },
      tools: [{ name: 'a', input_schema: { type: 'object' } }],
      messages: [
        { role: 'user', content: 'Hi' },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'hm', signature },
            { type: 'tool_use', id: 't1', name: 'a', input: {} },
          ],
        },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content: 'x' }] },
      ],
    });
    const { body, warnings } = encode(request, 'claude-sonnet-4-5');
    expect(body['messages']).toMatchObject([{}, { content: [{ type: 'tool_use' }] }, {}]);
    expect(body).not.toHaveProperty('thinking');
    expect(warnings.map((warning) => warning.code)).toEqual(['dropped', 'dropped']);
  });

  it('shortens a tool name that is too long everywhere, and tells the decoder', () => {
    const name = `mcp__${'x'.repeat(70)}`;
    const request = clientRequest({
      tools: [{ name, input_schema: { type: 'object' }, future: 1 }],
      tool_choice: { type: 'tool', name },
      messages: [
        { role: 'user', content: 'Hi' },
        {
          role: 'assistant',
          content: [{ type: 'tool_use', id: 't1', name, input: {}, caller: { type: 'direct' } }],
        },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content: 'x' }] },
      ],
    });
    const { body, restore } = encode(request, 'claude-sonnet-4-5');
    const [short, ...others] = [...(restore.toolNames?.keys() ?? [])];
    expect(others).toEqual([]);
    expect(short).toMatch(/^[A-Za-z0-9_-]{64}$/);
    expect(restore.toolNames?.get(short ?? '')).toBe(name);
    expect(body).toMatchObject({
      tools: [{ name: short, future: 1 }],
      tool_choice: { type: 'tool', name: short },
    });
    expect(body['messages']).toMatchObject([
      {},
      { content: [{ name: short, caller: { type: 'direct' } }] },
      {},
    ]);
  });

  it('asks for structured output by a tool where the model has no other way', () => {
    const request = decodeRequest(readFixture('requests/structured-output.json'), {});
    const { body, restore } = encode(request, 'claude-opus-4-7');
    expect(restore.outputTool).toBe('structured_answer');
    expect(body).toMatchObject({
      tools: [{ name: 'structured_answer' }],
      tool_choice: { type: 'tool', name: 'structured_answer' },
    });
    expect(body).not.toHaveProperty('output_config');
  });

  it('moves the old name of the output format to its place', () => {
    const format = { type: 'json_schema', schema: { type: 'object' } };
    const { body } = encode(clientRequest({ output_format: format }), 'claude-sonnet-4-6');
    expect(body).toMatchObject({ output_config: { format } });
    expect(body).not.toHaveProperty('output_format');
  });
});
