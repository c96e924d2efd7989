import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../../main/core/chat-event.ts';
import { collect } from '../../../main/core/collect.ts';
import { createEventGrammar } from '../../../main/core/event-grammar.ts';
import { bedrockConverseUpstream } from '../../../main/dialects/bedrock-converse/bedrock-converse-upstream.ts';
import { decodeConverseAnswer } from '../../../main/dialects/bedrock-converse/decode-stream.ts';
import { createEncoder } from '../../../main/dialects/bedrock-converse/encode-stream.ts';
import { concatBytes, encodeExceptionFrame } from '../../framing/aws-frames.ts';
import { frame, merged, streamFrames } from './fixtures.ts';

const CONTEXT = { requestId: 'req_1', createdAt: 0, elapsedMs: () => 5 };
const WHOLE = concatBytes(streamFrames());

function decode(chunks: readonly Uint8Array[], restore = {}): ChatEvent[] {
  const decoder = bedrockConverseUpstream.createDecoder(restore);
  return [...chunks.flatMap((chunk) => decoder.push(chunk)), ...decoder.end()];
}

function cutAt(bytes: Uint8Array, ...positions: readonly number[]): readonly Uint8Array[] {
  const edges = [0, ...positions, bytes.length];
  return edges.slice(1).map((to, index) => bytes.slice(edges[index], to));
}

describe('a stream of ConverseStream', () => {
  it('is read event by event', () => {
    expect(merged(decode([WHOLE]))).toMatchObject([
      { type: 'start', dialect: 'bedrock-converse' },
      { type: 'block-start', index: 0, block: { type: 'thinking' } },
      { type: 'thinking-delta', index: 0, thinking: 'Let me think 🦊' },
      { type: 'block-stop', index: 0 },
      { type: 'block-start', index: 1, block: { type: 'text' } },
      { type: 'text-delta', index: 1, text: 'Grüezi Züri' },
      { type: 'block-stop', index: 1 },
      { type: 'block-start', index: 2, block: { type: 'tool-use', id: 'tooluse_a', name: 'get_weather' } },
      { type: 'arguments-delta', index: 2, json: '{"city":"Bülach"}' },
      { type: 'block-stop', index: 2 },
      { type: 'block-start', index: 3, block: { type: 'tool-use', id: 'tooluse_b', name: 'get_time' } },
      { type: 'block-stop', index: 3 },
      {
        type: 'finish',
        stopReason: 'tool_use',
        usage: {
          inputTokens: 30,
          outputTokens: 12,
          cacheReadTokens: 60,
          cacheWriteTokens: 40,
          cacheWrite1hTokens: 10,
        },
      },
    ]);
  });

  it('means the same wherever its bytes are cut', () => {
    const expected = JSON.stringify(decode([WHOLE]));
    for (let at = 1; at < WHOLE.length; at += 1) {
      expect(JSON.stringify(decode(cutAt(WHOLE, at)))).toBe(expected);
    }
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: WHOLE.length }), { maxLength: 30 }), (positions) => {
        expect(JSON.stringify(decode(cutAt(WHOLE, ...positions.toSorted((a, b) => a - b))))).toBe(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('that ends anywhere before its end is no complete answer', () => {
    for (let at = 0; at < WHOLE.length; at += 1) {
      const grammar = createEventGrammar();
      const events = decode([WHOLE.slice(0, at)]).map((event) => grammar.check(event));
      const last = grammar.end() ?? events.findLast((event) => event !== undefined);
      const isFinished = last?.type === 'finish';
      // Only the usage may be missing: what the model said is whole.
      if (isFinished) expect(WHOLE.length - at).toBeLessThanOrEqual(streamFrames().at(-1)?.length ?? 0);
      else expect(last?.type).toBe('error');
    }
  });

  it('without usage is complete, but says no counts', () => {
    const events = decode([
      frame('messageStart', { role: 'assistant' }),
      frame('messageStop', { stopReason: 'end_turn' }),
    ]);
    expect(events.at(-1)).toMatchObject({ type: 'finish', stopReason: 'end_turn', usage: {} });
  });

  it('that breaks off inside the arguments of a call is an error, unless the answer was cut short', () => {
    const call = [
      frame('messageStart', { role: 'assistant' }),
      frame('contentBlockStart', { contentBlockIndex: 0, start: { toolUse: { toolUseId: 'a', name: 'b' } } }),
      frame('contentBlockDelta', { contentBlockIndex: 0, delta: { toolUse: { input: '{"a":' } } }),
      frame('contentBlockStop', { contentBlockIndex: 0 }),
    ];
    const end = (stopReason: string) =>
      decode([...call, frame('messageStop', { stopReason }), frame('metadata', {})]).at(-1);
    expect(end('tool_use')).toMatchObject({ type: 'error', error: { code: 'upstream_error' } });
    expect(end('max_tokens')).toMatchObject({ type: 'finish', stopReason: 'max_tokens' });
  });

  it.each(['malformed_model_output', 'malformed_tool_use'])('that ends with %s is an error', (stopReason) => {
    const events = decode([
      frame('messageStart', { role: 'assistant' }),
      frame('messageStop', { stopReason }),
    ]);
    expect(events.at(-1)).toMatchObject({ type: 'error', error: { retry: 'next' } });
  });

  it.each([
    ['throttlingException', 'rate_limited'],
    ['modelStreamErrorException', 'upstream_error'],
    ['serviceUnavailableException', 'overloaded'],
    ['validationException', 'invalid_request'],
    ['someNewException', 'upstream_error'],
  ])('with %s ends in the error %s, and nothing after it', (name, code) => {
    const events = decode([
      frame('messageStart', { role: 'assistant' }),
      encodeExceptionFrame(name, { message: 'No.' }),
      frame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'late' } }),
    ]);
    expect(events).toMatchObject([{ type: 'start' }, { type: 'error', error: { code, message: 'No.' } }]);
  });

  it('gives back the client’s tool names, and an answer by tool as text', () => {
    const restore = { toolNames: new Map([['get_weather', 'get weather!']]), outputTool: 'get_time' };
    const events = decode([WHOLE], restore);
    expect(events).toContainEqual(
      expect.objectContaining({ block: { type: 'tool-use', id: 'tooluse_a', name: 'get weather!' } }),
    );
    const answered = decode(
      [
        frame('messageStart', { role: 'assistant' }),
        frame('contentBlockStart', {
          contentBlockIndex: 0,
          start: { toolUse: { toolUseId: 'a', name: 'get_time' } },
        }),
        frame('contentBlockDelta', { contentBlockIndex: 0, delta: { toolUse: { input: '{"a":1}' } } }),
        frame('contentBlockStop', { contentBlockIndex: 0 }),
        frame('messageStop', { stopReason: 'tool_use' }),
        frame('metadata', {}),
      ],
      restore,
    );
    expect(collect(answered)).toMatchObject({ stopReason: 'end_turn', blocks: [{ text: '{"a":1}' }] });
  });

  it('of garbage never hangs and never throws', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 8 }), (chunks) => {
        const events = decode(chunks);
        expect(events.every(({ type }) => type === 'error')).toBe(true);
      }),
    );
    const name = fc.constantFrom(
      'messageStart',
      'contentBlockStart',
      'contentBlockDelta',
      'contentBlockStop',
      'messageStop',
      'metadata',
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.jsonValue({ maxDepth: 3 })), { maxLength: 12 }), (events) => {
        const grammar = createEventGrammar();
        for (const event of decode(events.map(([one, payload]) => frame(one, payload)))) grammar.check(event);
        grammar.end();
        expect(grammar.isDone).toBe(true);
      }),
    );
  });
});

describe('a Converse stream for a Converse client', () => {
  it('says the same after decoding and encoding', () => {
    const encoder = createEncoder(CONTEXT);
    const events = decode([WHOLE]);
    const again = decode(events.map((event) => encoder.push(event)));
    expect(merged(again)).toEqual(merged(events));
    expect(again.at(-1)).toMatchObject({ source: expect.stringContaining('"invokedModelId":"m"') });
  });
});

describe('the body of Converse', () => {
  it('is read as the stream it would have been', () => {
    const body = {
      output: {
        message: {
          role: 'assistant',
          content: [
            { reasoningContent: { reasoningText: { text: 'Hm.', signature: 'sig' } } },
            { text: 'Hello' },
            { toolUse: { toolUseId: 'a', name: 'b', input: { c: 1 } } },
          ],
        },
      },
      stopReason: 'tool_use',
      usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3 },
      metrics: { latencyMs: 4 },
    };
    expect(collect(decodeConverseAnswer(JSON.stringify(body), {}))).toMatchObject({
      stopReason: 'tool_use',
      usage: { inputTokens: 1, outputTokens: 2 },
      blocks: [{ thinking: 'Hm.', signature: 'sig' }, { text: 'Hello' }, { arguments: '{"c":1}' }],
    });
  });

  it.each(['', '[]', '{"message":"no"}', '<html>'])('%j is an error', (text) => {
    expect(decodeConverseAnswer(text, {})).toMatchObject([
      { type: 'error', error: { code: 'upstream_error' } },
    ]);
  });
});
