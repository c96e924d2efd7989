import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../../main/core/chat-event.ts';
import { fixtureNames, readStream } from './fixtures.ts';
import { clientRequest, decodeFrames, encodeEvents } from './run-stream.ts';

const START = readStream('text')[0] ?? '';

describe('createAnthropicDecoder on damaged streams', () => {
  it('survives any frame', () => {
    const types = fc.constantFrom(
      'message_start',
      'content_block_start',
      'content_block_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
      'error',
      'novel',
    );
    const event = fc.record(
      {
        type: types,
        index: fc.jsonValue(),
        delta: fc.jsonValue(),
        content_block: fc.jsonValue(),
        message: fc.jsonValue(),
        usage: fc.jsonValue(),
        error: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    const frame = fc.oneof(
      fc.json(),
      fc.string(),
      event.map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 12 }), (frames) => {
        expectWellFormed(decodeFrames([START, ...frames]));
      }),
      { numRuns: 2000 },
    );
  });

  it('never makes a whole answer of a damaged one', () => {
    const streams = fixtureNames('streams').map(readStream);
    const damage = fc.record({
      stream: fc.constantFrom(...streams),
      how: fc.constantFrom('drop', 'double', 'swap', 'cut', 'garble'),
      at: fc.nat({ max: 40 }),
    });
    fc.assert(
      fc.property(damage, ({ stream, how, at }) => {
        const events = decodeFrames(mutate(stream, how, at % stream.length));
        expectWellFormed(events);
        const text = encodeEvents(events, clientRequest());
        const whole = events.at(-1)?.type === 'finish';
        expect(text.includes('event: message_stop')).toBe(whole);
        expect(text.includes('event: error')).toBe(!whole);
      }),
      { numRuns: 3000 },
    );
  });
});

function mutate(stream: readonly string[], how: string, at: number): readonly string[] {
  const frame = stream[at] ?? '';
  const before = stream.slice(0, at);
  const after = stream.slice(at + 1);
  if (how === 'drop') return [...before, ...after];
  if (how === 'double') return [...before, frame, frame, ...after];
  if (how === 'swap') return [...before, ...after.slice(0, 1), frame, ...after.slice(1)];
  if (how === 'cut') return before;
  return [...before, frame.slice(0, frame.length >> 1), ...after];
}

/** One start, dense blocks one at a time, one end. */
function expectWellFormed(events: readonly ChatEvent[]): void {
  const ends = events.filter((event) => event.type === 'finish' || event.type === 'error');
  expect(ends).toHaveLength(1);
  expect(events.at(-1)).toBe(ends[0]);
  const opened = events.flatMap((event) => (event.type === 'block-start' ? [event.index] : []));
  expect(opened).toEqual(opened.map((_, index) => index));
}
