import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatEvent, StopReason } from '../../../main/core/chat-event.ts';
import { collect } from '../../../main/core/collect.ts';
import { createEventGrammar } from '../../../main/core/event-grammar.ts';
import { parseJsonObject } from '../../../main/core/json.ts';
import { sseRecords } from '../openai-vocabulary/sse-records.ts';
import { decodeRecords } from './decode-records.ts';
import { encodeStream, requestWith } from './stream-scenarios.ts';

const anyText = fc.string({ unit: 'binary', minLength: 1 });
const pieces = fc.array(anyText, { minLength: 1, maxLength: 4 });
const proof = fc.stringMatching(/^[a-z]{1,9}$/);
const blocks = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('text' as const), pieces }),
    fc.record({ kind: fc.constant('thinking' as const), pieces, signature: proof }),
    fc.record({
      kind: fc.constant('call' as const),
      name: fc.constantFrom('tool_a', 'git__log'),
      value: fc.dictionary(anyText, anyText),
      cut: fc.nat(),
    }),
    fc.record({ kind: fc.constant('custom' as const), text: anyText, cut: fc.nat() }),
  ),
  { minLength: 1, maxLength: 6 },
);
type Block = typeof blocks extends fc.Arbitrary<(infer B)[]> ? B : never;

function callEvents(index: number, name: string, json: string, cut: number): ChatEvent[] {
  const at = cut % json.length;
  return [
    { type: 'block-start', index, block: { type: 'tool-use', id: `id_${index}`, name } },
    { type: 'arguments-delta', index, json: json.slice(0, at) },
    { type: 'arguments-delta', index, json: json.slice(at) },
    { type: 'block-stop', index },
  ];
}

function eventsOf(block: Block, index: number): ChatEvent[] {
  const stop: ChatEvent = { type: 'block-stop', index };
  switch (block.kind) {
    case 'text':
      return [
        { type: 'block-start', index, block: { type: 'text', text: '' } },
        ...block.pieces.map((text): ChatEvent => ({ type: 'text-delta', index, text })),
        stop,
      ];
    case 'thinking':
      return [
        { type: 'block-start', index, block: { type: 'thinking', thinking: '', signature: '' } },
        ...block.pieces.map((thinking): ChatEvent => ({ type: 'thinking-delta', index, thinking })),
        { type: 'signature-delta', index, signature: block.signature },
        stop,
      ];
    case 'call':
      return callEvents(index, block.name, JSON.stringify(block.value), block.cut);
    case 'custom':
      return callEvents(index, 'patch', JSON.stringify({ input: block.text }), block.cut);
  }
}

function streamOf(list: readonly Block[], stopReason: StopReason): ChatEvent[] {
  return [
    { type: 'start', dialect: 'openai-responses', id: 'x' },
    ...list.flatMap(eventsOf),
    {
      type: 'finish',
      stopReason,
      usage: {
        inputTokens: 3,
        cacheReadTokens: 2,
        cacheWriteTokens: 1,
        outputTokens: 4,
        reasoningTokens: 1,
      },
    },
  ];
}

function readable(events: readonly ChatEvent[]): unknown {
  const { blocks, stopReason, usage } = collect(events);
  // JSON may write the same free text in several ways.
  const read = blocks.map((block) => ({ ...block, arguments: parseJsonObject(block.arguments) }));
  return { blocks: read, stopReason, usage };
}

const request = requestWith();

describe('an answer over the wire', () => {
  it('reads the same after encoding and decoding, and its UTF-8 may be cut anywhere', () => {
    fc.assert(
      fc.property(blocks, fc.array(fc.nat(), { maxLength: 20 }), (list, cuts) => {
        const hasCalls = list.some(({ kind }) => kind === 'call' || kind === 'custom');
        const events = streamOf(list, hasCalls ? 'tool_use' : 'end_turn');
        const bytes = Buffer.from(encodeStream(events, request), 'utf8');
        expect(readable(decodeRecords(sseRecords(bytes, cuts)))).toEqual(readable(events));
      }),
      { numRuns: 300 },
    );
  });

  it('is never taken for whole when it ends early, and keeps the grammar to its end', () => {
    fc.assert(
      fc.property(blocks, fc.nat(), (list, cut) => {
        const bytes = Buffer.from(encodeStream(streamOf(list, 'end_turn'), request), 'utf8');
        const records = sseRecords(bytes.subarray(0, cut % bytes.length), []);
        const whole = records.some((record) => parseJsonObject(record)?.['type'] === 'response.completed');
        expect(decodeRecords(records).at(-1)?.type).toBe(whole ? 'finish' : 'error');
      }),
      { numRuns: 300 },
    );
  });
});

const index = fc.constantFrom(0, 1, 2, undefined);
const kind = fc.constantFrom(
  'output_text',
  'refusal',
  'reasoning_summary_text',
  'reasoning_text',
  'function_call_arguments',
  'custom_tool_call_input',
);
const item = fc.oneof(
  fc.record(
    {
      type: fc.constantFrom(
        'message',
        'reasoning',
        'function_call',
        'custom_tool_call',
        'shell_call',
        'mcp_call',
        'constructor',
      ),
      call_id: fc.constantFrom('a', 'b', ''),
      name: fc.constantFrom('f', ''),
      arguments: fc.constantFrom('', '{}', '{"x":1}', '{'),
      input: anyText,
      summary: fc.jsonValue(),
      content: fc.oneof(
        fc.jsonValue(),
        fc.constant([{ type: 'output_text', text: 'hi', annotations: [{}] }]),
      ),
      encrypted_content: fc.constantFrom('', 'g', null),
      action: fc.jsonValue(),
    },
    { requiredKeys: ['type'] },
  ),
  fc.jsonValue(),
);
const anyRecord = fc.oneof(
  fc
    .tuple(fc.constantFrom('added', 'done'), index, item)
    .map(([step, output_index, item]) => ({ type: `response.output_item.${step}`, output_index, item })),
  fc
    .tuple(kind, index, fc.oneof(fc.constantFrom('{', '}', '{}', ' '), anyText))
    .map(([kind, output_index, delta]) => ({ type: `response.${kind}.delta`, output_index, delta })),
  fc.tuple(kind, index, fc.jsonValue()).map(([kind, output_index, value]) => ({
    type: `response.${kind}.done`,
    output_index,
    text: value,
    arguments: value,
    input: value,
    refusal: value,
  })),
  fc
    .tuple(
      fc.constantFrom('created', 'in_progress', 'completed', 'incomplete', 'failed', 'cancelled', 'queued'),
      fc.oneof(fc.array(item, { maxLength: 3 }), fc.jsonValue()),
    )
    .map(([step, output]) => ({
      type: `response.${step}`,
      response: { output, usage: output, error: output },
    })),
  fc.record({ type: fc.constant('response.created'), response: fc.jsonValue() }),
  fc.constantFrom<string | object>('[DONE]', { type: 'keepalive' }, { type: 'response.thing.of.the.future' }),
  fc.jsonValue().map((value) => JSON.stringify(value)),
);

describe('any records at all', () => {
  it('make a well-formed stream that ends in one finish or one error', () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 25 }), (records) => {
        const events = decodeRecords(records);
        const grammar = createEventGrammar();
        for (const event of events) expect(grammar.check(event)).toBe(event);
        expect(grammar.isDone).toBe(true);
        const last = events.at(-1);
        if (last?.type === 'error') expect(last.error.code).not.toBe('internal');
        const message = last?.type === 'error' ? last.error.message : '';
        expect(message).not.toMatch(/opened|closed without|delta came|inside block/);
      }),
      { numRuns: 1500 },
    );
  });
});
