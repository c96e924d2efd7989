import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../../main/core/chat-event.ts';
import { collect } from '../../../main/core/collect.ts';
import { ollamaChatDialect } from '../../../main/dialects/ollama/ollama-dialects.ts';
import { context } from '../openai-chat/stream-scenarios.ts';
import { readStream } from './read-stream.ts';

const anyText = fc.string({ unit: 'binary', minLength: 1 });
const pieces = fc.array(anyText, { minLength: 1, maxLength: 4 });
const block = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), pieces }),
  fc.record({ kind: fc.constant('thinking' as const), pieces }),
  fc.record({
    kind: fc.constant('call' as const),
    value: fc.dictionary(anyText, fc.jsonValue()),
    cut: fc.nat(),
  }),
);
type Block = typeof block extends fc.Arbitrary<infer B> ? B : never;

function eventsOf(made: Block, index: number): ChatEvent[] {
  const stop: ChatEvent = { type: 'block-stop', index };
  switch (made.kind) {
    case 'text':
      return [
        { type: 'block-start', index, block: { type: 'text', text: '' } },
        ...made.pieces.map((text): ChatEvent => ({ type: 'text-delta', index, text })),
        stop,
      ];
    case 'thinking':
      return [
        { type: 'block-start', index, block: { type: 'thinking', thinking: '', signature: '' } },
        ...made.pieces.map((thinking): ChatEvent => ({ type: 'thinking-delta', index, thinking })),
        stop,
      ];
    case 'call': {
      // As models that indent write it: outside of strings a line break means nothing.
      const json = JSON.stringify(made.value, null, 1);
      const at = made.cut % json.length;
      return [
        { type: 'block-start', index, block: { type: 'tool-use', id: `id_${index}`, name: 'f' } },
        { type: 'arguments-delta', index, json: json.slice(0, at) },
        { type: 'arguments-delta', index, json: json.slice(at) },
        stop,
      ];
    }
  }
}

/** What a client can tell of an answer: neighbours of one kind are one, and arguments are their value. */
function readable(events: readonly ChatEvent[]): unknown {
  const answer = collect(events);
  const merged: { kind: string; said: string }[] = [];
  for (const { start, text, thinking, arguments: args } of answer.blocks) {
    const said =
      start.type === 'tool-use' ? `${start.id} ${JSON.stringify(JSON.parse(args))}` : text + thinking;
    const before = merged.at(-1);
    if (before?.kind === start.type && start.type !== 'tool-use') before.said += said;
    else merged.push({ kind: start.type, said });
  }
  return { merged, stopReason: answer.stopReason, usage: answer.usage };
}

const request = ollamaChatDialect.decodeRequest(
  { model: 'm', messages: [{ role: 'user', content: 'hi' }] },
  {},
);

describe('an answer over the wire', () => {
  it('reads the same after encoding and decoding, wherever it is cut, keep-alives between', () => {
    fc.assert(
      fc.property(
        fc.array(block, { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat(), { maxLength: 9 }),
        (made, cuts) => {
          const hasCalls = made.some(({ kind }) => kind === 'call');
          const events: ChatEvent[] = [
            { type: 'start', dialect: 'anthropic' },
            ...made.flatMap(eventsOf),
            {
              type: 'finish',
              stopReason: hasCalls ? 'tool_use' : 'end_turn',
              usage: { inputTokens: 3, outputTokens: 4 },
            },
          ];
          const encoder = ollamaChatDialect.createEncoder(request, context);
          const stream = events.map((event) => encoder.push(event) + encoder.keepAlive);
          expect(readable(readStream(stream.join(''), cuts))).toEqual(readable(events));
          for (const line of stream.join('').trimEnd().split('\n'))
            expect(() => JSON.parse(line)).not.toThrow();
        },
      ),
    );
  });
});
