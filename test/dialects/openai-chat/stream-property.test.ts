import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatEvent, StopReason } from '../../../main/core/chat-event.ts';
import { collect } from '../../../main/core/collect.ts';
import { createEventGrammar } from '../../../main/core/event-grammar.ts';
import { parseJsonObject } from '../../../main/core/json.ts';
import { sseRecords } from '../openai-vocabulary/sse-records.ts';
import { args, chunk, decodeRecords, named } from './decode-records.ts';
import { encodeStream, requestWith } from './stream-scenarios.ts';

const anyText = fc.string({ unit: 'binary', minLength: 1 });
const pieces = fc.array(anyText, { minLength: 1, maxLength: 4 });
const blocks = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('text' as const), pieces }),
    fc.record({
      kind: fc.constant('thinking' as const),
      pieces,
      signature: fc.stringMatching(/^[a-z]{1,9}$/),
    }),
    fc.record({ kind: fc.constant('redacted' as const), data: fc.stringMatching(/^[a-z]{1,9}$/) }),
    fc.record({ kind: fc.constant('call' as const), value: fc.dictionary(anyText, anyText), cut: fc.nat() }),
  ),
  { minLength: 1, maxLength: 6 },
);
type Block = typeof blocks extends fc.Arbitrary<(infer B)[]> ? B : never;

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
    case 'redacted':
      return [{ type: 'block-start', index, block: { type: 'redacted-thinking', data: block.data } }, stop];
    case 'call': {
      const json = JSON.stringify(block.value);
      const at = block.cut % json.length;
      return [
        { type: 'block-start', index, block: { type: 'tool-use', id: `id_${index}`, name: 'f' } },
        { type: 'arguments-delta', index, json: json.slice(0, at) },
        { type: 'arguments-delta', index, json: json.slice(at) },
        stop,
      ];
    }
  }
}

function streamOf(list: readonly Block[], stopReason: StopReason): ChatEvent[] {
  return [
    { type: 'start', dialect: 'openai-chat', id: 'x' },
    ...list.flatMap(eventsOf),
    {
      type: 'finish',
      stopReason,
      usage: { inputTokens: 3, cacheReadTokens: 2, cacheWriteTokens: 1, outputTokens: 4 },
    },
  ];
}

/** What a client can tell of an answer: neighbouring texts are one. */
function readable(events: readonly ChatEvent[]): unknown {
  const answer = collect(events);
  const merged: unknown[] = [];
  let text: { text: string } | undefined;
  for (const block of answer.blocks) {
    if (block.start.type === 'text') {
      if (text === undefined) {
        text = { text: '' };
        merged.push(text);
      }
      text.text += block.text;
      continue;
    }
    text = undefined;
    merged.push([block.start.type, block.thinking, block.signature, block.arguments]);
  }
  return { merged, stopReason: answer.stopReason, usage: answer.usage };
}

function isWhole(record: string): boolean {
  return record === '[DONE]' || parseJsonObject(record) !== undefined;
}

const request = requestWith({ stream: true, stream_options: { include_usage: true } });

describe('an answer over the wire', () => {
  it('reads the same after encoding and decoding, and its UTF-8 may be cut anywhere', () => {
    fc.assert(
      fc.property(blocks, fc.array(fc.nat(), { maxLength: 20 }), (list, cuts) => {
        const hasCalls = list.some((block) => block.kind === 'call');
        const events = streamOf(list, hasCalls ? 'tool_use' : 'end_turn');
        const bytes = Buffer.from(encodeStream(events, request), 'utf8');
        const records = sseRecords(bytes, cuts);
        expect(readable(decodeRecords(records))).toEqual(readable(events));
      }),
    );
  });

  it('is never taken for whole when it ends early', () => {
    fc.assert(
      fc.property(blocks, fc.nat(), (list, cut) => {
        const bytes = Buffer.from(encodeStream(streamOf(list, 'end_turn'), request), 'utf8');
        const records = sseRecords(bytes.subarray(0, cut % bytes.length), []);
        const finish = records.findIndex((record) => isWhole(record) && /"finish_reason":"/.test(record));
        const next = records[finish + 1];
        const hasFinish = finish >= 0 && (next === undefined || isWhole(next));
        const last = decodeRecords(records).at(-1);
        expect(last?.type).toBe(hasFinish ? 'finish' : 'error');
      }),
    );
  });
});

const anyIndex = fc.constantFrom(0, 1, 2, undefined);
const id = fc.constantFrom('a', 'b', 'c', '', undefined);
const anyRecord = fc.oneof(
  anyText.map((content) => chunk({ content })),
  anyText.map((reasoning_content) => chunk({ reasoning_content })),
  fc
    .tuple(anyIndex, id, fc.constantFrom('f', 'g', ''), fc.constantFrom('', '{', '}', '{}', '"x":1'))
    .map(([i, n, f, a]) => named(i, n, f, a)),
  fc.tuple(anyIndex, fc.constantFrom('{', '}', ' ')).map(([i, a]) => args(i, a)),
  fc.constantFrom('stop', 'length', 'tool_calls').map((reason) => chunk({}, reason)),
  fc.constantFrom<string | object>('[DONE]', { choices: [], usage: { prompt_tokens: 1 } }, { error: {} }),
  fc.record({ choices: fc.jsonValue(), usage: fc.jsonValue() }),
  fc.jsonValue().map((value) => JSON.stringify(value)),
  fc.jsonValue().map((value) => chunk({ tool_calls: [value], reasoning_details: [value], content: value })),
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
        if (last?.type === 'error') expect(['internal', 'before']).not.toContain(last.error.code);
        const message = last?.type === 'error' ? last.error.message : '';
        expect(message).not.toMatch(/opened|closed without|delta came|inside block/);
      }),
      { numRuns: 1000 },
    );
  });
});
