import { describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../../main/core/chat-event.ts';
import { collect } from '../../../main/core/collect.ts';
import { createEventGrammar } from '../../../main/core/event-grammar.ts';
import type { JsonObject } from '../../../main/core/json.ts';
import { decodeGeminiRequest } from '../../../main/dialects/gemini/decode-request.ts';
import { encodeGeminiAnswer } from '../../../main/dialects/gemini/encode-answer.ts';
import { createGeminiEncoder } from '../../../main/dialects/gemini/encode-stream.ts';
import { geminiUpstream } from '../../../main/dialects/gemini/gemini-upstream.ts';
import { createSseWriter } from '../../../main/dialects/gemini/record-writer.ts';
import { context } from './stream-scenarios.ts';

/** A record with these parts, as the API sends it. */
function record(parts: readonly JsonObject[], candidate: JsonObject = {}, rest: JsonObject = {}): JsonObject {
  return {
    candidates: [{ content: { role: 'model', parts }, index: 0, ...candidate }],
    responseId: 'r1',
    modelVersion: 'gemini-x',
    ...rest,
  };
}

const USAGE = {
  promptTokenCount: 50,
  cachedContentTokenCount: 32,
  candidatesTokenCount: 16,
  thoughtsTokenCount: 4,
  totalTokenCount: 70,
};
const end = record([{ text: '' }], { finishReason: 'STOP' }, { usageMetadata: USAGE });

function bytesOf(records: readonly (JsonObject | string)[]): Uint8Array {
  const texts = records.map(
    (item) => `data: ${typeof item === 'string' ? item : JSON.stringify(item)}\r\n\r\n`,
  );
  return new TextEncoder().encode(texts.join(''));
}

function decodeBytes(bytes: Uint8Array, cut = bytes.length): ChatEvent[] {
  const decoder = geminiUpstream.createDecoder({ toolNames: new Map([['wire', 'client']]) });
  return [...decoder.push(bytes.subarray(0, cut)), ...decoder.push(bytes.subarray(cut)), ...decoder.end()];
}

function decode(...records: (JsonObject | string)[]): ChatEvent[] {
  const events = decodeBytes(bytesOf(records));
  const grammar = createEventGrammar();
  expect(events.map((event) => grammar.check(event))).toEqual(events);
  return events;
}

const rich = [
  record([{ text: 'Hm ', thought: true }]),
  record([{ text: '🧮', thought: true }]),
  record([{ text: 'Grüße ' }]),
  record([{ text: '🦊' }]),
  record([
    { functionCall: { id: 'f1', name: 'wire', args: { city: 'Oslo', n: 1 } }, thoughtSignature: 'c2ln' },
    { functionCall: { name: 'g' } },
  ]),
  end,
];

describe('a stream of the API', () => {
  it('becomes blocks one after another, proofs before what they belong to', () => {
    const { blocks, ...answer } = collect(decode(...rich));
    expect(
      blocks.map(({ start, text, thinking, signature, arguments: args }) => ({
        start,
        text,
        thinking,
        signature,
        args,
      })),
    ).toMatchObject([
      { start: { type: 'thinking' }, thinking: 'Hm 🧮', signature: '' },
      { start: { type: 'text' }, text: 'Grüße 🦊' },
      { start: { type: 'thinking' }, thinking: '', signature: 'c2ln' },
      { start: { type: 'tool-use', id: 'f1', name: 'client' }, args: '{"city":"Oslo","n":1}' },
      { start: { type: 'tool-use', id: 'call_r1_2', name: 'g' }, args: '' },
    ]);
    expect(answer).toMatchObject({
      dialect: 'gemini',
      id: 'r1',
      stopReason: 'tool_use',
      usage: { inputTokens: 18, cacheReadTokens: 32, outputTokens: 20, reasoningTokens: 4 },
    });
  });

  it('is the same wherever its bytes are cut', () => {
    const bytes = bytesOf(rich);
    const whole = decodeBytes(bytes);
    for (let cut = 0; cut < bytes.length; cut += 1) expect(decodeBytes(bytes, cut)).toEqual(whole);
  });

  it('signs the thinking at hand when a call follows it at once', () => {
    const { blocks } = collect(
      decode(
        record([{ text: 'Hm', thought: true }]),
        record([{ functionCall: { name: 'f', args: {} }, thoughtSignature: 'c2ln' }]),
        end,
      ),
    );
    expect(blocks).toMatchObject([{ thinking: 'Hm', signature: 'c2ln' }, { start: { type: 'tool-use' } }]);
  });

  it('keeps numbers that a double does not hold', () => {
    const text =
      '{"candidates":[{"content":{"parts":[{"functionCall":{"name":"a","args":{"t":"\\"args\\":{","n":12345678901234567890}}},{"functionCall":{"args": {"x": 1.0, "functionCall": {"args": 2}},"name":"b"}}]},"finishReason":"STOP"}]}';
    const { blocks } = collect(decode(text));
    expect(blocks.map((block) => block.arguments)).toEqual([
      '{"t":"\\"args\\":{","n":12345678901234567890}',
      '{"x": 1.0, "functionCall": {"args": 2}}',
    ]);
  });

  it('has every reason in each record, where a backend writes it so', () => {
    const events = decode(
      record([{ text: 'a' }], { finishReason: 'STOP' }),
      record([{ text: 'b' }], { finishReason: 'STOP' }),
    );
    expect(collect(events).blocks).toMatchObject([{ text: 'ab' }]);
  });

  it.each([
    ['MAX_TOKENS', 'max_tokens'],
    ['SAFETY', 'content_filter'],
    ['IMAGE_SAFETY', 'content_filter'],
    ['RECITATION', 'content_filter'],
    ['OTHER', 'other'],
    ['A_NEW_ONE', 'other'],
  ])('ends by %s as %s', (finishReason, stopReason) => {
    expect(decode(record([{ text: 'a' }], { finishReason })).at(-1)).toMatchObject({
      type: 'finish',
      stopReason,
    });
  });

  it('whose prompt was refused is an answer that says so', () => {
    const events = decode({
      promptFeedback: { blockReason: 'PROHIBITED_CONTENT' },
      usageMetadata: { promptTokenCount: 7, totalTokenCount: 7 },
    });
    expect(events.at(-1)).toMatchObject({
      type: 'finish',
      stopReason: 'content_filter',
      detail: 'Google refused the prompt (PROHIBITED_CONTENT).',
      usage: { inputTokens: 7, outputTokens: 0 },
    });
  });

  it.each(['MALFORMED_FUNCTION_CALL', 'UNEXPECTED_TOOL_CALL', 'TOO_MANY_TOOL_CALLS', 'MALFORMED_RESPONSE'])(
    'that ends in %s is an error',
    (finishReason) => {
      expect(decode(record([], { finishReason, finishMessage: 'no' })).at(-1)).toMatchObject({
        type: 'error',
        error: { code: 'upstream_error', retry: 'next' },
      });
    },
  );

  it('that holds an error ends in it, with its status', () => {
    const error = { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' };
    expect(decode(record([{ text: 'a' }]), { error }).at(-1)).toMatchObject({
      error: { code: 'overloaded', message: 'The model is overloaded.' },
    });
  });

  it('that breaks off has no finish', () => {
    expect(decode(record([{ text: 'a' }])).some(({ type }) => type === 'finish' || type === 'error')).toBe(
      false,
    );
    expect(decode('{"candidates":').at(-1)).toMatchObject({
      type: 'error',
      error: { code: 'upstream_error' },
    });
  });
});

describe('a client of the same format', () => {
  const request = decodeGeminiRequest(
    { contents: [{ parts: [{ text: 'x' }] }] },
    { model: 'm', stream: true },
  );
  const grounded = {
    groundingMetadata: { webSearchQueries: ['q'] },
    finishReason: 'STOP',
    avgLogprobs: -0.5,
  };
  const feedback = {
    promptFeedback: { safetyRatings: [] },
    usageMetadata: { ...USAGE, promptTokensDetails: [{ modality: 'TEXT', tokenCount: 50 }] },
  };
  const own = [
    record([{ text: 'Hm', thought: true }]),
    record([{ text: 'One' }]),
    record([{ text: '', thoughtSignature: 'dGV4dA==' }]),
    record([{ executableCode: { language: 'PYTHON', code: '1' } }]),
    record([{ inlineData: { mimeType: 'image/png', data: 'iVBORw0KGgo=' } }]),
    record([
      {
        functionCall: { id: 'a', name: 'f', args: { n: 1 } },
        thoughtSignature: 'Y2FsbA==',
        partMetadata: { k: 'v' },
      },
    ]),
    record([{ functionCall: { id: 'b', name: 'g', args: {} } }]),
    record([{ text: '' }], grounded, feedback),
  ];

  it('gets every part and all that stands beside them, streamed', () => {
    const encoder = createGeminiEncoder(request, context, createSseWriter());
    const text = decode(...own)
      .map((event) => encoder.push(event))
      .join('');
    const records = text
      .trim()
      .split('\n\n')
      .map((line) => JSON.parse(line.replace('data: ', '')));
    expect(records).toEqual(own);
  });

  it('gets the same whole', () => {
    const answer = encodeGeminiAnswer(collect(decode(...own)), request, context);
    const parts = own
      .slice(0, -1)
      .flatMap(({ candidates }) => (Array.isArray(candidates) ? candidates[0].content.parts : []));
    expect(JSON.parse(JSON.stringify(answer))).toEqual({
      ...record(parts, grounded, feedback),
      candidates: [{ content: { role: 'model', parts }, index: 0, ...grounded }],
    });
  });

  it('is told of a refused prompt in the words of the API', () => {
    const refused = {
      promptFeedback: { blockReason: 'SAFETY' },
      usageMetadata: { promptTokenCount: 7 },
      responseId: 'r',
      modelVersion: 'v',
    };
    expect(encodeGeminiAnswer(collect(decode(refused)), request, context)).toEqual(refused);
  });
});
