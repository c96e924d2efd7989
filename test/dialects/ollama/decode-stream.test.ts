import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../../main/core/chat-event.ts';
import { collect } from '../../../main/core/collect.ts';
import { createEventGrammar } from '../../../main/core/event-grammar.ts';
import { DONE, line, readStream } from './read-stream.ts';

/** The recorded stream of the format's description. */
const STREAM = [
  line({ thinking: 'Hm. 🧮' }),
  line({ content: 'Let me ' }),
  line({ content: 'check.' }),
  line({
    tool_calls: [
      { id: 'call_1', function: { index: 0, name: 'get_weather', arguments: { city: 'Tromsø' } } },
    ],
  }),
  DONE,
].join('');

const EVENTS: readonly ChatEvent[] = [
  { type: 'start', dialect: 'ollama' },
  { type: 'block-start', index: 0, block: { type: 'thinking', thinking: '', signature: '' } },
  { type: 'thinking-delta', index: 0, thinking: 'Hm. 🧮' },
  { type: 'block-stop', index: 0 },
  { type: 'block-start', index: 1, block: { type: 'text', text: '' } },
  { type: 'text-delta', index: 1, text: 'Let me ' },
  { type: 'text-delta', index: 1, text: 'check.' },
  { type: 'block-stop', index: 1 },
  { type: 'block-start', index: 2, block: { type: 'tool-use', id: 'call_1', name: 'get_weather' } },
  { type: 'arguments-delta', index: 2, json: '{"city":"Tromsø"}' },
  { type: 'block-stop', index: 2 },
  { type: 'finish', stopReason: 'tool_use', usage: { inputTokens: 50, outputTokens: 20 } },
];

function last(text: string): ChatEvent | undefined {
  return readStream(text).at(-1);
}

describe('the stream of a server', () => {
  it('becomes events', () => expect(readStream(STREAM)).toEqual(EVENTS));

  it('is the same wherever its bytes are cut', () => {
    const { length } = Buffer.from(STREAM, 'utf8');
    for (let cut = 0; cut <= length; cut += 1) expect(readStream(STREAM, [cut])).toEqual(EVENTS);
    const everywhere = Array.from({ length }, (_, at) => at);
    expect(readStream(STREAM, everywhere)).toEqual(EVENTS);
  });

  it('may end without a line feed, have CRLF and blank lines', () => {
    expect(readStream(STREAM.trimEnd())).toEqual(EVENTS);
    expect(readStream(STREAM.replaceAll('\n', '\r\n\r\n'))).toEqual(EVENTS);
  });

  it('gives calls without an id one that no other answer has', () => {
    const calls = { tool_calls: [{ function: { name: 'f', arguments: {} } }, { function: { name: 'f' } }] };
    const idsAt = (created_at: string) =>
      readStream(line(calls, { created_at }) + DONE).flatMap((event) =>
        event.type === 'block-start' && event.block.type === 'tool-use' ? [event.block.id] : [],
      );
    const ids = [...idsAt('2026-01-01T00:00:00Z'), ...idsAt('2026-01-01T00:00:01Z')];
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
  });

  it('keeps every digit of arguments', () => {
    const call =
      '{"function":{"name":"f","arguments":{"id":12345678901234567890,"s":"a \\" 12345678901234567890"}}}';
    const text = `{"model":"m","message":{"role":"assistant","content":"","tool_calls":[${call}]},"done":false}\n${DONE}`;
    expect(collect(readStream(text)).blocks[0]?.arguments).toBe(
      '{"id":12345678901234567890,"s":"a \\" 12345678901234567890"}',
    );
  });

  it.each([
    ['stop', 'end_turn'],
    [undefined, 'end_turn'],
    ['length', 'max_tokens'],
    ['load', 'other'],
  ])('that ends for %s stops for %s', (done_reason, stopReason) => {
    expect(last(line({ content: 'x' }) + line({}, { done: true, done_reason }))).toMatchObject({
      type: 'finish',
      stopReason,
      usage: {},
    });
  });

  it('leaves counts absent that are not told', () => {
    const finish = last(line({}, { done: true, eval_count: 3 }));
    expect(finish).toEqual({
      type: 'finish',
      stopReason: 'end_turn',
      usage: { inputTokens: undefined, outputTokens: 3 },
    });
  });

  it('ends in the server’s error, and in nothing after it', () => {
    const events = readStream(`${line({ content: 'Half' })}{"error":"model runner has crashed"}\n${DONE}`);
    expect(events.at(-1)).toMatchObject({
      type: 'error',
      error: { message: 'model runner has crashed', retry: 'next' },
    });
    expect(events.filter(({ type }) => type === 'finish')).toEqual([]);
  });

  it.each(['<html>', '[1]', line({ tool_calls: [{ function: {} }] })])('is broken by %j', (text) => {
    expect(last(`${line({ content: 'x' })}${text}\n${DONE}`)).toMatchObject({
      type: 'error',
      error: { code: 'upstream_error' },
    });
  });

  it('is never whole without its last line', () => {
    const { length } = Buffer.from(STREAM.trimEnd(), 'utf8');
    for (let end = 0; end < length; end += 1) {
      const cut = Buffer.from(STREAM, 'utf8').subarray(0, end).toString('latin1');
      expect(last(cut)?.type).toBe('error');
    }
  });
});

const anyLine = fc.oneof(
  fc.jsonValue().map((value) => `${JSON.stringify(value)}\n`),
  fc
    .record({ content: fc.jsonValue(), thinking: fc.jsonValue(), tool_calls: fc.jsonValue() })
    .map((message) => line(message)),
  fc.string({ unit: 'binary' }).map((content) => line({ content })),
  fc.constantFrom(DONE, '\n', '{"error":"x"}\n', '{"message":null}\n'),
);

describe('any lines at all', () => {
  it('make a well-formed stream that ends in one finish or one error', () => {
    fc.assert(
      fc.property(
        fc.array(anyLine, { maxLength: 15 }),
        fc.array(fc.nat(), { maxLength: 5 }),
        (lines, cuts) => {
          const events = readStream(lines.join(''), cuts);
          const grammar = createEventGrammar();
          for (const event of events) expect(grammar.check(event)).toBe(event);
          expect(grammar.isDone).toBe(true);
          const end = events.at(-1);
          expect(end?.type === 'error' ? end.error.message : '').not.toMatch(
            /opened|closed without|delta came/,
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});
