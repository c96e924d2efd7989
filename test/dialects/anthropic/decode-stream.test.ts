import { describe, expect, it } from 'vitest';
import type { ChatEvent, FinishEvent } from '../../../main/core/chat-event.ts';
import { createAnthropicDecoder } from '../../../main/dialects/anthropic/decode-stream.ts';
import { readStream } from './fixtures.ts';
import { clientRequest, decodeFrames, encodeEvents, readRecords } from './run-stream.ts';

function finishOf(events: readonly ChatEvent[]): FinishEvent {
  const last = events.at(-1);
  if (last?.type === 'finish') return last;
  throw new Error(`the stream ended with ${JSON.stringify(last)}`);
}

function errorOf(events: readonly ChatEvent[]) {
  const last = events.at(-1);
  if (last?.type === 'error') return last.error;
  throw new Error(`the stream ended with ${JSON.stringify(last)}`);
}

const START = readStream('text')[0] ?? '';
const STOP = '{"type":"message_stop"}';
const delta = (reason: string) =>
  `{"type":"message_delta","delta":{"stop_reason":"${reason}","stop_sequence":null},"usage":{"output_tokens":3}}`;
const block = (index: number, content: object) =>
  JSON.stringify({ type: 'content_block_start', index, content_block: content });
const json = (index: number, partial_json: string) =>
  JSON.stringify({ type: 'content_block_delta', index, delta: { type: 'input_json_delta', partial_json } });
const close = (index: number) => JSON.stringify({ type: 'content_block_stop', index });
const CALL = { type: 'tool_use', id: 'toolu_1', name: 'a', input: {} };

describe('createAnthropicDecoder', () => {
  it('reads a plain answer', () => {
    const frames = readStream('text');
    const events = decodeFrames(frames);
    expect(events.map((event) => event.type)).toEqual([
      'start',
      'block-start',
      'text-delta',
      'text-delta',
      'text-delta',
      'block-stop',
      'usage-update',
      'finish',
    ]);
    expect(events[0]).toMatchObject({
      dialect: 'anthropic',
      id: 'msg_01XFDUDYJgAACzvnptvVoYEL',
      source: frames[0],
    });
    expect(events[3]).toEqual({ type: 'text-delta', index: 0, text: '! 🙂 ', source: frames[4] });
    expect(finishOf(events)).toEqual({
      type: 'finish',
      stopReason: 'end_turn',
      usage: { inputTokens: 25, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 15 },
      source: frames[7],
    });
  });

  it('reads thinking, redacted thinking and parallel calls, and merges usage field by field', () => {
    const events = decodeFrames(readStream('thinking-and-parallel-tools'));
    const starts = events.flatMap((event) => (event.type === 'block-start' ? [event.block.type] : []));
    expect(starts).toEqual(['thinking', 'redacted-thinking', 'text', 'tool-use', 'tool-use']);
    const args = events.flatMap((event) => (event.type === 'arguments-delta' ? [event.json] : [])).join('');
    expect(args).toBe('{"city": "Paris", "n": 12345678901234567890}');
    expect(finishOf(events)).toMatchObject({
      stopReason: 'tool_use',
      usage: {
        inputTokens: 472,
        cacheReadTokens: 2000,
        cacheWriteTokens: 100,
        cacheWrite1hTokens: 40,
        outputTokens: 89,
        reasoningTokens: 12,
      },
    });
  });

  it('reports usage as soon as message_delta brings it', () => {
    const events = decodeFrames(readStream('bedrock'));
    expect(events.at(-2)).toEqual({
      type: 'usage-update',
      usage: { inputTokens: 25, cacheReadTokens: 9, cacheWriteTokens: 7, outputTokens: 15 },
    });
  });

  it('takes counts from the invocation metrics only where nothing else gave them', () => {
    const bare = `{"type":"message_start","message":{"id":"m","usage":{"input_tokens":5,"output_tokens":1}}}`;
    const metrics =
      '{"type":"message_stop","amazon-bedrock-invocationMetrics":{"inputTokenCount":99,"outputTokenCount":40,"cacheReadInputTokenCount":7}}';
    const without = '{"type":"message_delta","delta":{"stop_reason":"end_turn"}}';
    expect(finishOf(decodeFrames([bare, without, metrics])).usage).toEqual({
      inputTokens: 5,
      outputTokens: 40,
      cacheReadTokens: 7,
    });
    expect(finishOf(decodeFrames([bare, delta('end_turn'), metrics])).usage).toMatchObject({
      inputTokens: 5,
      outputTokens: 3,
    });
  });

  it.each([
    ['stop-max-tokens', 'max_tokens'],
    ['stop-stop-sequence', 'stop_sequence'],
    ['stop-pause-turn', 'pause_turn'],
    ['stop-refusal', 'refusal'],
    ['stop-context-window-exceeded', 'context_window_exceeded'],
    ['stop-brand-new-reason', 'other'],
    ['guardrail', 'content_filter'],
  ])('ends %s with %s', (name, stopReason) => {
    expect(finishOf(decodeFrames(readStream(name)))).toMatchObject({ stopReason });
  });

  it('keeps the stop sequence and the explanation of a refusal', () => {
    expect(finishOf(decodeFrames(readStream('stop-stop-sequence'))).stopSequence).toBe('END');
    expect(finishOf(decodeFrames(readStream('stop-refusal'))).detail).toBe('Not this.');
  });

  it('takes the Bedrock members off the events that carry them', () => {
    const text = JSON.stringify(decodeFrames(readStream('guardrail')));
    expect(text).not.toContain('amazon-bedrock');
  });

  it('carries blocks, deltas and events only Anthropic knows', () => {
    const events = decodeFrames(readStream('web-search'));
    const opaque = events.flatMap((event) => (event.type.startsWith('opaque') ? [event.type] : []));
    expect(opaque).toEqual(['opaque-delta', 'opaque-delta', 'opaque-delta', 'opaque-event']);
    expect(events[1]).toMatchObject({ block: { type: 'opaque', name: 'server_tool_use' } });
  });

  it('turns an error in the stream into an error event with its retry', () => {
    expect(errorOf(decodeFrames(readStream('overloaded-first')))).toMatchObject({
      code: 'overloaded',
      retry: 'next',
      message: 'Overloaded',
      upstream: { name: 'overloaded_error', requestId: 'req_1' },
    });
    const events = decodeFrames(readStream('error-after-content'));
    expect(events.map((event) => event.type)).toEqual(['start', 'block-start', 'text-delta', 'error']);
  });

  it.each(['', '{', 'null', '[]', '"x"'])(
    'takes the frame %j for a fault and reads nothing after it',
    (frame) => {
      const decoder = createAnthropicDecoder({});
      decoder.push(START);
      expect(decoder.push(frame)).toMatchObject([{ type: 'error', error: { code: 'upstream_error' } }]);
      expect(decoder.push(STOP)).toEqual([]);
    },
  );

  it('ignores whatever comes after message_stop', () => {
    const frames = [...readStream('text'), STOP, START, 'garbage'];
    const decoder = createAnthropicDecoder({});
    expect(
      frames.flatMap((frame) => decoder.push(frame)).filter((event) => event.type === 'finish'),
    ).toHaveLength(1);
  });

  it('ignores unknown events before the start', () => {
    expect(
      decodeFrames(['{"type":"novel"}', '{"amazon-bedrock-trace":{}}', ...readStream('text')]),
    ).toHaveLength(8);
  });

  it('takes a stream without message_delta for one whose reason is unknown', () => {
    expect(finishOf(decodeFrames([START, STOP]))).toMatchObject({ stopReason: 'other' });
    expect(finishOf(decodeFrames([START, block(0, CALL), close(0), STOP]))).toMatchObject({
      stopReason: 'tool_use',
    });
  });

  it('is an error when a call breaks off although the answer claims to be whole', () => {
    const frames = [START, block(0, CALL), json(0, '{"path": "a'), close(0), delta('tool_use'), STOP];
    expect(errorOf(decodeFrames(frames)).message).toContain('break off');
    expect(finishOf(decodeFrames(readStream('truncated-call-at-limit')))).toMatchObject({
      stopReason: 'max_tokens',
    });
  });

  it('passes on arguments that are wrong but whole: the model wrote them', () => {
    const whole = [START, block(0, CALL), json(0, '{path: 1}'), close(0), delta('tool_use'), STOP];
    expect(finishOf(decodeFrames(whole)).stopReason).toBe('tool_use');
  });

  it('gives arguments that stand in the block start once, whether deltas repeat them or not', () => {
    const whole = block(0, { ...CALL, input: { a: 1 }, caller: { type: 'direct' } });
    const argumentsOf = (events: readonly ChatEvent[]) =>
      events.flatMap((event) => (event.type === 'arguments-delta' ? [event.json] : [])).join('');
    const alone = decodeFrames([START, whole, close(0), delta('tool_use'), STOP]);
    const repeated = decodeFrames([
      START,
      whole,
      json(0, ''),
      json(0, '{"a":'),
      json(0, '1}'),
      close(0),
      delta('tool_use'),
      STOP,
    ]);
    expect(argumentsOf(alone)).toBe('{"a":1}');
    expect(argumentsOf(repeated)).toBe('{"a":1}');
    const [, start] = readRecords(encodeEvents(alone, clientRequest()));
    expect(start?.data).toMatchObject({ content_block: { input: {}, caller: { type: 'direct' } } });
  });

  it('gives the client its own tool names back', () => {
    const events = decodeFrames([START, block(0, CALL), close(0), delta('tool_use'), STOP], {
      toolNames: new Map([['a', 'my.tool']]),
    });
    expect(events[1]).toMatchObject({ block: { name: 'my.tool' } });
    expect(encodeEvents(events, clientRequest())).toContain('"name":"my.tool"');
  });

  it('reads the tool that stands in for structured output as text', () => {
    const frames = [
      START,
      block(0, { ...CALL, name: 'answer' }),
      json(0, '{"n":'),
      json(0, '1}'),
      close(0),
      delta('tool_use'),
      STOP,
    ];
    const events = decodeFrames(frames, { outputTool: 'answer' });
    expect(events[1]).toEqual({ type: 'block-start', index: 0, block: { type: 'text', text: '' } });
    expect(events.flatMap((event) => (event.type === 'text-delta' ? [event.text] : [])).join('')).toBe(
      '{"n":1}',
    );
    expect(finishOf(events)).toMatchObject({ stopReason: 'end_turn' });
    expect(encodeEvents(events, clientRequest())).not.toContain('tool_use');
  });

  it('keeps waiting for results when a tool of the client was called beside the output tool', () => {
    const frames = [
      START,
      block(0, CALL),
      close(0),
      block(1, { ...CALL, name: 'answer' }),
      close(1),
      delta('tool_use'),
      STOP,
    ];
    expect(finishOf(decodeFrames(frames, { outputTool: 'answer' })).stopReason).toBe('tool_use');
  });
});
