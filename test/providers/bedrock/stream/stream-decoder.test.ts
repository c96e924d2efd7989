import { describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../../../main/core/chat-event.ts';
import { createEventGrammar } from '../../../../main/core/event-grammar.ts';
import { createAnthropicDecoder } from '../../../../main/dialects/anthropic/decode-stream.ts';
import { createStreamDecoder } from '../../../../main/providers/bedrock/stream/stream-decoder.ts';
import {
  concatBytes,
  encodeChunkFrame,
  encodeExceptionFrame,
  encodeFrame,
} from '../../../framing/aws-frames.ts';
import { EVENTS } from './messages-stream.ts';

const newDecoder = () =>
  createStreamDecoder({
    events: createAnthropicDecoder({}),
    place: { provider: 'p', region: 'eu-west-1' },
    requestId: 'req-1',
  });

function decodeAll(chunks: readonly Uint8Array[]): ChatEvent[] {
  const decoder = newDecoder();
  return [...chunks.flatMap((chunk) => decoder.push(chunk.slice())), ...decoder.end()];
}

const frames = EVENTS.map((event, index) =>
  encodeChunkFrame(event, 'abcdefghijklmnopqrstuvwxyz'.slice(0, index)),
);
const stream = concatBytes(frames);
const whole = decodeAll([stream]);

describe('the stream decoder', () => {
  it('reads a whole answer with its usage', () => {
    expect(whole.map((event) => event.type)).toEqual([
      'start',
      'block-start',
      'text-delta',
      'text-delta',
      'block-stop',
      'usage-update',
      'finish',
    ]);
    expect(whole.at(-1)).toMatchObject({
      stopReason: 'end_turn',
      usage: { inputTokens: 10, outputTokens: 7, cacheReadTokens: 3, cacheWriteTokens: 2 },
    });
  });

  it('reads the same however the bytes are cut', () => {
    for (let cut = 0; cut <= stream.length; cut += 1) {
      expect(decodeAll([stream.subarray(0, cut), stream.subarray(cut)])).toEqual(whole);
    }
    expect(decodeAll(Array.from(stream, (byte) => Uint8Array.of(byte)))).toEqual(whole);
  });

  it('never looks complete when the stream ends anywhere before its end', () => {
    const before = stream.length - (frames.at(-1)?.length ?? 0);
    for (let end = 0; end < stream.length; end += 1) {
      const grammar = createEventGrammar();
      const events = decodeAll([stream.subarray(0, end)]).flatMap((event) => grammar.check(event) ?? []);
      const last = events.at(-1)?.type === 'error' ? events.at(-1) : grammar.end();
      expect(last?.type).toBe('error');
      expect(events.filter((event) => event.type === 'finish')).toHaveLength(0);
    }
    expect(before).toBeGreaterThan(0);
  });

  it.each([
    ['throttlingException', 'rate_limited'],
    ['serviceUnavailableException', 'overloaded'],
    ['modelTimeoutException', 'timeout'],
    ['internalServerException', 'upstream_error'],
    ['validationException', 'invalid_request'],
  ])('ends with one error event at a %s, after what came before', (name, code) => {
    const fault = encodeExceptionFrame(name, { message: 'words' });
    const events = decodeAll([concatBytes([...frames.slice(0, 4), fault, ...frames.slice(4)])]);
    expect(events.map((event) => event.type)).toEqual(['start', 'block-start', 'text-delta', 'error']);
    expect(events.at(-1)).toMatchObject({
      error: { code, upstream: { region: 'eu-west-1', requestId: 'req-1', name } },
    });
  });

  it('ends with one error event at an in-band error and at an error frame', () => {
    const inBand = encodeChunkFrame({
      type: 'error',
      error: { type: 'overloaded_error', message: 'Overloaded' },
    });
    const frame = encodeFrame(
      { ':message-type': 'error', ':error-code': 'InternalServerException', ':error-message': 'x' },
      '',
    );
    expect(decodeAll([concatBytes([...frames.slice(0, 2), inBand])]).at(-1)).toMatchObject({
      type: 'error',
      error: {
        code: 'overloaded',
        message: 'Overloaded. Try again in a moment.',
        upstream: { region: 'eu-west-1', status: 529 },
      },
    });
    expect(decodeAll([concatBytes([...frames.slice(0, 2), frame])]).at(-1)).toMatchObject({
      type: 'error',
      error: { code: 'upstream_error' },
    });
  });

  it('tells of damage with the very bytes that bring it, after the good frames before', () => {
    const damaged = stream.slice();
    const at = damaged.length - 20;
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    const types = newDecoder()
      .push(damaged)
      .map((event) => event.type);
    expect(types.at(0)).toBe('start');
    expect(types.at(-1)).toBe('error');
  });

  it('ends with one error event at damage, wherever it is', () => {
    for (let at = 0; at < stream.length; at += 7) {
      const damaged = stream.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 0x10;
      for (const chunks of [[damaged], [damaged.subarray(0, at), damaged.subarray(at)]]) {
        const events = decodeAll(chunks);
        expect(events.filter((event) => event.type === 'error')).toHaveLength(1);
        expect(events.at(-1)?.type).toBe('error');
      }
    }
  });
});
