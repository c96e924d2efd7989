import { describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../../main/core/chat-event.ts';
import { collect } from '../../../main/core/collect.ts';
import { stringifyJson } from '../../../main/core/raw-json.ts';
import { encodeAnswer } from '../../../main/dialects/anthropic/encode-answer.ts';
import { readStream } from './fixtures.ts';
import { CONTEXT, clientRequest, decodeFrames } from './run-stream.ts';

function answerTo(events: readonly ChatEvent[]): string {
  return stringifyJson(encodeAnswer(collect(events), clientRequest(), CONTEXT));
}

describe('encodeAnswer', () => {
  it('folds a stream with thinking and calls, digits of the arguments included', () => {
    const text = answerTo(decodeFrames(readStream('thinking-and-parallel-tools')));
    expect(text).toContain('"input":{"city": "Paris", "n": 12345678901234567890}');
    expect(JSON.parse(text)).toMatchObject({
      id: 'msg_01XFDUDYJgAACzvnptvVoYEL',
      type: 'message',
      role: 'assistant',
      model: 'my-model',
      content: [
        { type: 'thinking', thinking: 'Two cities, two calls.', signature: 'EqQBCkYIBxgCKkA=' },
        { type: 'redacted_thinking', data: 'EmwKAhgBEgy3va3p' },
        { type: 'text', text: 'Okay' },
        { type: 'tool_use', id: 'toolu_1', name: 'get_weather' },
        { type: 'tool_use', id: 'toolu_2', name: 'list_files', input: {} },
      ],
      stop_reason: 'tool_use',
      stop_sequence: null,
      usage: {
        input_tokens: 472,
        cache_creation_input_tokens: 100,
        cache_read_input_tokens: 2000,
        cache_creation: { ephemeral_5m_input_tokens: 60, ephemeral_1h_input_tokens: 40 },
        output_tokens: 89,
        service_tier: 'standard',
      },
    });
  });

  it('keeps what only Anthropic knows: server tools, citations, counts', () => {
    expect(JSON.parse(answerTo(decodeFrames(readStream('web-search'))))).toMatchObject({
      content: [
        { type: 'server_tool_use', id: 'srvtoolu_1', input: { query: 'krouter' } },
        { type: 'web_search_tool_result', content: [{ url: 'https://example.com' }] },
        { type: 'text', text: 'It routes.', citations: [{ cited_text: 'routes' }] },
      ],
      usage: { input_tokens: 900, server_tool_use: { web_search_requests: 1 } },
      container: null,
    });
  });

  it.each([
    ['stop-stop-sequence', { stop_reason: 'stop_sequence', stop_sequence: 'END' }],
    ['stop-refusal', { stop_reason: 'refusal', stop_details: { category: 'cyber' } }],
    ['stop-brand-new-reason', { stop_reason: 'brand_new_reason' }],
    ['guardrail', { stop_reason: 'refusal' }],
    ['bedrock', { stop_reason: 'end_turn' }],
  ])('ends %s as the upstream did', (name, expected) => {
    const text = answerTo(decodeFrames(readStream(name)));
    expect(JSON.parse(text)).toMatchObject(expected);
    expect(text).not.toContain('amazon-bedrock');
  });

  it('leaves out a call that the limit cut short', () => {
    expect(JSON.parse(answerTo(decodeFrames(readStream('truncated-call-at-limit'))))).toMatchObject({
      content: [],
      stop_reason: 'max_tokens',
    });
  });

  it('appends deltas of kinds yet unknown to the member they name', () => {
    const [first = '', , , , , , , finish = '', stop = ''] = readStream('text');
    const part = (content: string) =>
      `{"type":"content_block_delta","index":0,"delta":{"type":"compaction_delta","content":"${content}"}}`;
    const frames = [
      first,
      '{"type":"content_block_start","index":0,"content_block":{"type":"compaction","content":"a"}}',
      part('b'),
      part('c'),
      '{"type":"content_block_stop","index":0}',
      finish,
      stop,
    ];
    expect(JSON.parse(answerTo(decodeFrames(frames)))).toMatchObject({
      content: [{ type: 'compaction', content: 'abc' }],
    });
  });

  it('makes a message of another dialect’s answer', () => {
    const text = answerTo([
      { type: 'start', dialect: 'openai-chat', id: 'chatcmpl-1' },
      { type: 'block-start', index: 0, block: { type: 'text', text: '' } },
      { type: 'text-delta', index: 0, text: 'Hi' },
      { type: 'block-stop', index: 0 },
      { type: 'block-start', index: 1, block: { type: 'tool-use', id: 'call.1', name: 'f' } },
      { type: 'arguments-delta', index: 1, json: '{"n":0.10}' },
      { type: 'block-stop', index: 1 },
      {
        type: 'finish',
        stopReason: 'tool_use',
        usage: { inputTokens: 3, cacheReadTokens: 2, outputTokens: 4, reasoningTokens: 1 },
      },
    ]);
    expect(text).toContain('"input":{"n":0.10}');
    expect(JSON.parse(text)).toEqual({
      id: 'msg_01TEST',
      type: 'message',
      role: 'assistant',
      model: 'my-model',
      content: [
        { type: 'text', text: 'Hi' },
        { type: 'tool_use', id: expect.stringMatching(/^toolu_/), name: 'f', input: { n: 0.1 } },
      ],
      stop_reason: 'tool_use',
      stop_sequence: null,
      usage: {
        input_tokens: 3,
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: 2,
        output_tokens: 4,
        output_tokens_details: { thinking_tokens: 1 },
      },
    });
  });
});
