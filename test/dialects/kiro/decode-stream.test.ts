import { describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../../main/core/chat-event.ts';
import type { Restore } from '../../../main/core/codec.ts';
import { collect } from '../../../main/core/collect.ts';
import { createEventGrammar } from '../../../main/core/event-grammar.ts';
import { createKiroDecoder } from '../../../main/dialects/kiro/decode-stream.ts';
import { concatBytes, encodeExceptionFrame, encodeFrame } from '../../framing/aws-frames.ts';

/** A frame of the service, made by AWS's own codec. */
function event(name: string, payload: unknown): Uint8Array {
  return encodeFrame(
    { ':message-type': 'event', ':event-type': name, ':content-type': 'application/json' },
    JSON.stringify(payload),
  );
}

function decode(chunks: readonly Uint8Array[], restore: Restore = {}): ChatEvent[] {
  const decoder = createKiroDecoder(restore);
  const grammar = createEventGrammar();
  const events = [...chunks.flatMap((chunk) => decoder.push(chunk)), ...decoder.end()];
  return events.flatMap((one) => grammar.check(one) ?? []);
}

const FULL = [
  event('messageMetadataEvent', { conversationId: 'c', utteranceId: 'u-1' }),
  event('reasoningContentEvent', { text: 'Häs' }),
  event('reasoningContentEvent', { text: 'slich 🦊' }),
  event('reasoningContentEvent', { signature: 'sig' }),
  event('assistantResponseEvent', { content: 'I will', modelId: 'claude' }),
  event('assistantResponseEvent', { content: ' look.' }),
  event('toolUseEvent', { toolUseId: 'a', name: 'get' }),
  event('toolUseEvent', { toolUseId: 'a', name: 'get', input: '{"city":"Os' }),
  event('toolUseEvent', { toolUseId: 'b', name: 'now', input: '' }),
  event('toolUseEvent', { toolUseId: 'a', name: 'get', input: 'lo"}' }),
  event('toolUseEvent', { toolUseId: 'a', name: 'get', stop: true }),
  event('toolUseEvent', { toolUseId: 'b', name: 'now', stop: true }),
  event('contextUsageEvent', { contextUsagePercentage: 1.5 }),
  event('metadataEvent', {
    tokenUsage: { uncachedInputTokens: 10, outputTokens: 7, totalTokens: 117, cacheReadInputTokens: 100 },
  }),
  event('meteringEvent', { usage: 0.02, unit: 'credit' }),
];

describe('Kiro’s stream', () => {
  it('is the same answer wherever its bytes are cut', () => {
    const bytes = concatBytes(FULL);
    const whole = collect(decode([bytes]));
    expect(whole).toMatchObject({
      id: 'u-1',
      stopReason: 'tool_use',
      usage: { inputTokens: 10, outputTokens: 7, cacheReadTokens: 100, cacheWriteTokens: undefined },
      blocks: [
        { thinking: 'Hässlich 🦊', signature: 'sig' },
        { text: 'I will look.' },
        { start: { type: 'tool-use', id: 'a', name: 'get' }, arguments: '{"city":"Oslo"}' },
        { start: { type: 'tool-use', id: 'b', name: 'now' }, arguments: '' },
      ],
    });
    for (let cut = 1; cut < bytes.length; cut += 1) {
      expect(collect(decode([bytes.subarray(0, cut), bytes.subarray(cut)]))).toEqual(whole);
    }
  });

  it('is an error at every place where its bytes may end too early', () => {
    const bytes = concatBytes(FULL);
    const ends = new Set(FULL.map((_, i) => concatBytes(FULL.slice(0, i + 1)).length));
    for (let length = 1; length < bytes.length; length += 1) {
      const last = decode([bytes.subarray(0, length)]).at(-1);
      if (!ends.has(length)) expect(last?.type, `${length} bytes`).toBe('error');
    }
  });

  it('keeps what it has decoded when damage follows', () => {
    const [first, second] = [event('assistantResponseEvent', { content: 'a' }), event('codeEvent', {})];
    second.set([0xff], 20);
    expect(decode([concatBytes([first, second])]).map(({ type }) => type)).toEqual([
      'start',
      'block-start',
      'text-delta',
      'error',
    ]);
  });

  it('gives renamed tools their names back', () => {
    const toolNames = new Map([['get', 'mcp.get']]);
    expect(collect(decode(FULL, { toolNames })).blocks[2]?.start).toMatchObject({ name: 'mcp.get' });
  });

  it.each([
    ['without stop', [{ toolUseId: 'a', name: 'f', input: '{}' }]],
    [
      'with half of its arguments',
      [
        { toolUseId: 'a', name: 'f', input: '{"a":' },
        { toolUseId: 'a', name: 'f', stop: true },
      ],
    ],
  ])('was cut by a token limit when a call ends %s', (_, pieces) => {
    expect(collect(decode(pieces.map((piece) => event('toolUseEvent', piece)))).stopReason).toBe(
      'max_tokens',
    );
  });

  it('takes arguments that come as an object at once', () => {
    const frames = [event('toolUseEvent', { toolUseId: 'a', name: 'f', input: { x: 1 }, stop: true })];
    expect(collect(decode(frames)).blocks[0]?.arguments).toBe('{"x":1}');
  });

  it('takes redacted thinking whole', () => {
    const frames = [
      event('reasoningContentEvent', { redactedContent: 'AAEC' }),
      event('assistantResponseEvent', { content: 'a' }),
    ];
    expect(collect(decode(frames)).blocks[0]?.start).toEqual({ type: 'redacted-thinking', data: 'AAEC' });
  });

  it('hands events that the hub has no name for to clients of the same format', () => {
    const opaque = decode(FULL).filter(({ type }) => type === 'opaque-event');
    expect(opaque).toMatchObject([
      { name: 'messageMetadataEvent' },
      { name: 'contextUsageEvent', source: '{"contextUsagePercentage":1.5}' },
      { name: 'meteringEvent' },
    ]);
  });

  it.each([
    ['nothing at all', []],
    ['nothing but ids', [FULL[0] ?? new Uint8Array()]],
    ['a call without id', [event('toolUseEvent', { name: 'f' })]],
    ['a call without name', [event('toolUseEvent', { toolUseId: 'a', stop: true })]],
    ['a payload that is no object', [event('assistantResponseEvent', 'text')]],
    [
      'more of a call that had stopped',
      [
        event('toolUseEvent', { toolUseId: 'a', name: 'f', stop: true }),
        event('toolUseEvent', { toolUseId: 'a', name: 'f', input: '{' }),
      ],
    ],
  ])('is no answer with %s', (_, frames) => {
    expect(decode(frames).at(-1)).toMatchObject({ type: 'error', error: { code: 'upstream_error' } });
  });

  it.each([
    [
      encodeExceptionFrame('ThrottlingException', { message: 'slow', reason: 'INSUFFICIENT_MODEL_CAPACITY' }),
      'overloaded',
    ],
    [
      encodeExceptionFrame('ThrottlingException', { message: 'no', reason: 'MONTHLY_REQUEST_COUNT' }),
      'quota_exceeded',
    ],
    [encodeExceptionFrame('error', { message: 'broken' }), 'upstream_error'],
    [
      encodeExceptionFrame('ValidationException', {
        message: 'x',
        reason: 'CONTENT_LENGTH_EXCEEDS_THRESHOLD',
      }),
      'context_length_exceeded',
    ],
    [event('invalidStateEvent', { reason: 'X', message: 'not now' }), 'upstream_error'],
    [
      encodeFrame({ ':message-type': 'error', ':error-code': 'ExpiredToken', ':error-message': 'old' }, ''),
      'upstream_authentication',
    ],
  ])('ends with the fault that it tells of: %#', (frame, code) => {
    const events = decode([concatBytes([event('assistantResponseEvent', { content: 'a' }), frame])]);
    expect(events.at(-1)).toMatchObject({ type: 'error', error: { code } });
  });
});
