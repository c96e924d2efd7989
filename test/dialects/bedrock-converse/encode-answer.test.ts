import { EventStreamCodec } from '@smithy/eventstream-codec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../../../main/core/app-error.ts';
import type { ChatEvent } from '../../../main/core/chat-event.ts';
import { collect } from '../../../main/core/collect.ts';
import type { DialectName } from '../../../main/core/dialect-name.ts';
import { stringifyJson } from '../../../main/core/raw-json.ts';
import {
  converseDialect,
  invokeDialect,
} from '../../../main/dialects/bedrock-converse/bedrock-converse-dialect.ts';
import { decodeConverse } from '../../../main/dialects/bedrock-converse/decode-request.ts';
import { AWS_NAMES } from '../../../main/dialects/bedrock-converse/error-names.ts';
import { decodeUsage, encodeUsage } from '../../../main/dialects/bedrock-converse/usage.ts';
import { isSealed, openProof } from '../../../main/dialects/openai-vocabulary/sealed-proof.ts';

const CONTEXT = { requestId: 'req_1', createdAt: 0, elapsedMs: () => 12.4 };
const REQUEST = decodeConverse(
  { messages: [{ role: 'user', content: [{ text: 'hi' }] }] },
  { model: 'my-model', stream: true },
);
const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes)),
  (text) => new TextEncoder().encode(text),
);

/** An answer with one block of each kind. */
function answer(dialect: DialectName): readonly ChatEvent[] {
  return [
    { type: 'start', dialect, id: 'msg_1' },
    { type: 'block-start', index: 0, block: { type: 'thinking', thinking: '', signature: '' } },
    { type: 'thinking-delta', index: 0, thinking: 'Hm.' },
    { type: 'signature-delta', index: 0, signature: 'c2ln' },
    { type: 'block-stop', index: 0 },
    { type: 'block-start', index: 1, block: { type: 'redacted-thinking', data: 'not base64!' } },
    { type: 'block-stop', index: 1 },
    { type: 'block-start', index: 2, block: { type: 'opaque', name: 'web_search' }, source: '{}' },
    { type: 'opaque-delta', index: 2, source: '{}' },
    { type: 'block-stop', index: 2 },
    { type: 'block-start', index: 3, block: { type: 'text', text: '' } },
    { type: 'text-delta', index: 3, text: 'Grüezi' },
    { type: 'block-stop', index: 3 },
    { type: 'block-start', index: 4, block: { type: 'tool-use', id: 'call_1', name: 'look' } },
    { type: 'arguments-delta', index: 4, json: '{"n":12345678901234567890}' },
    { type: 'block-stop', index: 4 },
    {
      type: 'finish',
      stopReason: 'tool_use',
      usage: {
        inputTokens: 5,
        outputTokens: 7,
        cacheReadTokens: 11,
        cacheWriteTokens: 13,
        cacheWrite1hTokens: 3,
      },
    },
  ];
}

function framesOf(dialect: typeof converseDialect | typeof invokeDialect, events: readonly ChatEvent[]) {
  const encoder = dialect.createEncoder(REQUEST, CONTEXT);
  let bytes = Buffer.concat(events.map((event) => encoder.push(event)));
  const frames: { name: unknown; type: unknown; payload: Record<string, unknown> }[] = [];
  while (bytes.length > 0) {
    const length = bytes.readUInt32BE(0);
    const { headers, body } = codec.decode(bytes.subarray(0, length));
    frames.push({
      type: headers[':message-type']?.value,
      name: headers[':event-type']?.value ?? headers[':exception-type']?.value,
      payload: JSON.parse(new TextDecoder().decode(body)),
    });
    bytes = bytes.subarray(length);
  }
  return frames;
}

describe('an answer as ConverseStream', () => {
  it('is written in frames that AWS’s codec reads, without gaps in the indices', () => {
    expect(
      framesOf(converseDialect, answer('anthropic')).map(({ name, payload }) => [name, payload]),
    ).toEqual([
      ['messageStart', { role: 'assistant' }],
      ['contentBlockDelta', { contentBlockIndex: 0, delta: { reasoningContent: { text: 'Hm.' } } }],
      ['contentBlockDelta', { contentBlockIndex: 0, delta: { reasoningContent: { signature: 'c2ln' } } }],
      ['contentBlockStop', { contentBlockIndex: 0 }],
      [
        'contentBlockDelta',
        { contentBlockIndex: 1, delta: { reasoningContent: { redactedContent: expect.any(String) } } },
      ],
      ['contentBlockStop', { contentBlockIndex: 1 }],
      ['contentBlockDelta', { contentBlockIndex: 2, delta: { text: 'Grüezi' } }],
      ['contentBlockStop', { contentBlockIndex: 2 }],
      [
        'contentBlockStart',
        { contentBlockIndex: 3, start: { toolUse: { toolUseId: 'call_1', name: 'look' } } },
      ],
      [
        'contentBlockDelta',
        { contentBlockIndex: 3, delta: { toolUse: { input: '{"n":12345678901234567890}' } } },
      ],
      ['contentBlockStop', { contentBlockIndex: 3 }],
      ['messageStop', { stopReason: 'tool_use' }],
      [
        'metadata',
        {
          usage: {
            inputTokens: 5,
            outputTokens: 7,
            totalTokens: 36,
            cacheReadInputTokens: 11,
            cacheWriteInputTokens: 13,
            cacheDetails: [
              { ttl: '1h', inputTokens: 3 },
              { ttl: '5m', inputTokens: 10 },
            ],
          },
          metrics: { latencyMs: 12 },
        },
      ],
    ]);
  });

  it('shows another vendor’s proof only under seal', () => {
    const text = JSON.stringify(framesOf(converseDialect, answer('openai-responses')));
    const sealed = /"signature":"([^"]+)"/.exec(text)?.[1] ?? '';
    expect(isSealed(sealed)).toBe(true);
    expect(openProof(sealed)).toMatchObject({ dialect: 'openai-responses', value: 'c2ln' });
  });

  it('that breaks ends in an exception frame', () => {
    const error = new AppError({ code: 'rate_limited', message: 'Too many.' });
    const frames = framesOf(converseDialect, [...answer('anthropic').slice(0, 3), { type: 'error', error }]);
    expect(frames.at(-1)).toEqual({
      type: 'exception',
      name: 'throttlingException',
      payload: { message: 'Too many.' },
    });
  });

  it.each([
    ['anthropic', 'content_filter', 'guardrail_intervened'],
    ['openai-chat', 'content_filter', 'content_filtered'],
    ['anthropic', 'refusal', 'content_filtered'],
    ['anthropic', 'pause_turn', 'end_turn'],
    ['anthropic', 'context_window_exceeded', 'model_context_window_exceeded'],
    ['anthropic', 'other', 'end_turn'],
  ] as const)('of %s says %s as %s', (dialect, stopReason, said) => {
    const frames = framesOf(converseDialect, [
      { type: 'start', dialect },
      { type: 'finish', stopReason, usage: {} },
    ]);
    expect(frames[1]?.payload['stopReason']).toBe(said);
    expect(frames[2]?.payload['usage']).toEqual({ inputTokens: 0, outputTokens: 0, totalTokens: 0 });
  });
});

describe('an answer as Converse', () => {
  it('is one body that holds the same', () => {
    const body = converseDialect.encodeAnswer(collect(answer('anthropic')), REQUEST, CONTEXT);
    expect(stringifyJson(body)).toContain('"input":{"n":12345678901234567890}');
    expect(body).toMatchObject({
      output: {
        message: {
          role: 'assistant',
          content: [
            { reasoningContent: { reasoningText: { text: 'Hm.', signature: 'c2ln' } } },
            { reasoningContent: { redactedContent: expect.any(String) } },
            { text: 'Grüezi' },
            { toolUse: { toolUseId: 'call_1', name: 'look' } },
          ],
        },
      },
      stopReason: 'tool_use',
      metrics: { latencyMs: 12 },
    });
  });

  it('leaves out a call that the token limit cut short', () => {
    const events: ChatEvent[] = [
      { type: 'start', dialect: 'anthropic' },
      { type: 'block-start', index: 0, block: { type: 'tool-use', id: 'a', name: 'b' } },
      { type: 'arguments-delta', index: 0, json: '{"a":"' },
      { type: 'block-stop', index: 0 },
      { type: 'finish', stopReason: 'max_tokens', usage: {} },
    ];
    expect(converseDialect.encodeAnswer(collect(events), REQUEST, CONTEXT)).toMatchObject({
      output: { message: { content: [] } },
      stopReason: 'max_tokens',
    });
  });

  it('gives redacted thinking back letter by letter, base64 or not', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('base64')),
        ),
        (data) => {
          const events: ChatEvent[] = [
            { type: 'start', dialect: 'anthropic' },
            { type: 'block-start', index: 0, block: { type: 'redacted-thinking', data } },
            { type: 'block-stop', index: 0 },
            { type: 'finish', stopReason: 'end_turn', usage: {} },
          ];
          const { output } = JSON.parse(
            stringifyJson(converseDialect.encodeAnswer(collect(events), REQUEST, CONTEXT)),
          );
          // The SDK decodes the bytes, and encodes them anew when it sends them back.
          const [block] = output.message.content;
          const bytes = Buffer.from(block.reasoningContent.redactedContent, 'base64');
          block.reasoningContent.redactedContent = bytes.toString('base64');
          const messages = [{ role: 'user', content: [{ text: 'hi' }] }, output.message];
          const [, assistant] = decodeConverse({ messages }, { model: 'm', stream: false }).messages;
          expect(assistant?.content).toMatchObject([{ type: 'redacted-thinking', data }]);
        },
      ),
    );
  });
});

describe('an answer as InvokeModelWithResponseStream', () => {
  it('is Anthropic’s events, one to a chunk, with Bedrock’s metrics at the end', () => {
    const frames = framesOf(invokeDialect, answer('bedrock-converse'));
    expect(new Set(frames.map(({ name }) => name))).toEqual(new Set(['chunk']));
    const events = frames.map(({ payload }) =>
      JSON.parse(Buffer.from(String(payload['bytes']), 'base64').toString('utf8')),
    );
    expect(events.map(({ type }) => type)).toEqual([
      'message_start',
      'content_block_start',
      'content_block_delta',
      'content_block_delta',
      'content_block_stop',
      'content_block_start',
      'content_block_stop',
      'content_block_start',
      'content_block_delta',
      'content_block_stop',
      'content_block_start',
      'content_block_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
    expect(events[0].message.model).toBe('my-model');
    expect(events.at(-1)).toEqual({
      type: 'message_stop',
      'amazon-bedrock-invocationMetrics': {
        inputTokenCount: 5,
        outputTokenCount: 7,
        invocationLatency: 12,
        cacheReadInputTokenCount: 11,
        cacheWriteInputTokenCount: 13,
      },
    });
  });

  it('keeps a silent stream alive with a ping in a chunk', () => {
    const { headers, body } = codec.decode(invokeDialect.keepAlive);
    expect(headers[':event-type']?.value).toBe('chunk');
    const { bytes } = JSON.parse(new TextDecoder().decode(body));
    expect(JSON.parse(Buffer.from(bytes, 'base64').toString('utf8'))).toEqual({ type: 'ping' });
  });
});

describe('an error', () => {
  it.each(Object.keys(AWS_NAMES))('%s has AWS’s shape', (name) => {
    const code = Object.keys(AWS_NAMES).find((one): one is ErrorCode => one === name);
    if (code === undefined) throw new Error(name);
    const { status, body, headers } = converseDialect.encodeError(new AppError({ code, message: 'Why.' }));
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body['message']).toContain('Why.');
    expect(headers?.['x-amzn-errortype']).toMatch(/^[A-Z]\w+Exception$/);
  });

  it('of a prompt that is too long says so in Bedrock’s words', () => {
    const { body } = converseDialect.encodeError(
      new AppError({ code: 'context_length_exceeded', message: '9 > 8' }),
    );
    expect(body).toEqual({ message: 'Input is too long for requested model. 9 > 8' });
  });
});

describe('usage', () => {
  it('survives both ways', () => {
    const count = fc.nat({ max: 1_000_000 });
    const usage = fc.record(
      { inputTokens: count, outputTokens: count, cacheReadTokens: count, cacheWriteTokens: count },
      { requiredKeys: ['inputTokens', 'outputTokens'] },
    );
    fc.assert(
      fc.property(usage, fc.nat({ max: 100 }), (counts, percent) => {
        const { cacheWriteTokens } = counts;
        const hour =
          cacheWriteTokens === undefined ? undefined : Math.floor((cacheWriteTokens * percent) / 100);
        const whole = hour === undefined ? counts : { ...counts, cacheWrite1hTokens: hour };
        const encoded = encodeUsage(whole);
        expect(decodeUsage(encoded)).toEqual(whole);
        const { inputTokens, outputTokens, cacheReadTokens = 0 } = counts;
        expect(encoded['totalTokens']).toBe(
          inputTokens + outputTokens + cacheReadTokens + (cacheWriteTokens ?? 0),
        );
      }),
    );
  });
});
