import { describe, expect, it } from 'vitest';
import { AppError } from '../../../main/core/app-error.ts';
import type { BlockStart, ChatEvent, StopReason } from '../../../main/core/chat-event.ts';
import { anthropicDialect } from '../../../main/dialects/anthropic/anthropic-dialect.ts';
import { openProof } from '../../../main/dialects/openai-vocabulary/sealed-proof.ts';
import { fixtureNames, readStream } from './fixtures.ts';
import { CONTEXT, clientRequest, decodeFrames, encodeEvents, readRecords } from './run-stream.ts';

const request = clientRequest();
const start: ChatEvent = { type: 'start', dialect: 'openai-chat', id: 'chatcmpl-1' };
const finish = (stopReason: StopReason = 'end_turn'): ChatEvent => ({
  type: 'finish',
  stopReason,
  usage: { inputTokens: 7, outputTokens: 9 },
});
const opened = (index: number, block: BlockStart): ChatEvent => ({ type: 'block-start', index, block });
const closed = (index: number): ChatEvent => ({ type: 'block-stop', index });

function records(events: readonly ChatEvent[]) {
  return readRecords(encodeEvents(events, request));
}

describe('createEncoder', () => {
  it.each(fixtureNames('streams').filter((name) => !/error|overloaded/.test(name)))(
    'repeats %s word for word, but for the model and what Bedrock added',
    (name) => {
      const frames = readStream(name);
      const lines = encodeEvents(decodeFrames(frames), request).split('\n\n');
      const expected = frames.flatMap((frame) => {
        const type = String(JSON.parse(frame).type);
        if (type === 'ping') return [];
        if (type === 'message_stop') return ['event: message_stop\ndata: {"type":"message_stop"}'];
        const text = frame
          .replace('"model":"claude-sonnet-4-6"', '"model":"my-model"')
          .replace(/,"amazon-bedrock-.*$/, '}')
          .replace(
            '"stop_reason":"end_turn"',
            name === 'guardrail' ? '"stop_reason":"refusal"' : '"stop_reason":"end_turn"',
          );
        return [`event: ${type}\ndata: ${text}`];
      });
      expect(lines).toEqual([...expected, '']);
    },
  );

  it('writes pretty-printed events on one line', () => {
    const pretty = JSON.stringify(
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'a\nb' } },
      null,
      1,
    );
    const events = decodeFrames([...readStream('text').slice(0, 3), pretty]);
    expect(records(events.slice(0, -1)).at(-1)?.data).toEqual(JSON.parse(pretty));
  });

  it('makes a whole stream of another dialect’s events', () => {
    const events: ChatEvent[] = [
      start,
      opened(0, { type: 'text', text: 'He' }),
      { type: 'text-delta', index: 0, text: 'llo "you"\n' },
      closed(0),
      opened(1, { type: 'tool-use', id: 'functions.bash:0', name: 'bash' }),
      { type: 'arguments-delta', index: 1, json: '{"a":1}' },
      closed(1),
      finish('tool_use'),
    ];
    const sent = records(events);
    expect(sent.map(({ name }) => name)).toEqual([
      'message_start',
      'content_block_start',
      'content_block_delta',
      'content_block_delta',
      'content_block_stop',
      'content_block_start',
      'content_block_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
    expect(sent[0]?.data).toMatchObject({
      message: {
        id: 'msg_01TEST',
        model: 'my-model',
        content: [],
        stop_reason: null,
        usage: { input_tokens: 0, output_tokens: 0 },
      },
    });
    expect(sent[3]?.data).toEqual({
      type: 'content_block_delta',
      index: 0,
      delta: { type: 'text_delta', text: 'llo "you"\n' },
    });
    expect(sent[5]?.data).toMatchObject({
      content_block: { type: 'tool_use', id: expect.stringMatching(/^toolu_[a-z0-9]{12}$/), input: {} },
    });
    expect(sent[8]?.data).toEqual({
      type: 'message_delta',
      delta: { stop_reason: 'tool_use', stop_sequence: null },
      usage: { input_tokens: 7, output_tokens: 9 },
    });
    expect(sent[9]?.data).toEqual({ type: 'message_stop' });
  });

  it('seals the proof of another vendor, and the lack of one', () => {
    const thinking = (index: number): ChatEvent[] => [
      opened(index, { type: 'thinking', thinking: '', signature: '' }),
      { type: 'thinking-delta', index, thinking: 'hm' },
    ];
    const sent = records([
      start,
      ...thinking(0),
      { type: 'signature-delta', index: 0, signature: 'proof' },
      closed(0),
      ...thinking(1),
      closed(1),
      finish(),
    ]);
    const signatures = sent.flatMap(
      ({ data }) => /"signature":"([^"]+)"/.exec(JSON.stringify(data))?.[1] ?? [],
    );
    expect(signatures.map(openProof)).toEqual([
      { dialect: 'openai-chat', kind: 'thinking', value: 'proof' },
      { dialect: 'openai-chat', kind: 'thinking', value: '' },
    ]);
    expect(openProof('EqQBCkYIBxgCKkA=')).toBeUndefined();
  });

  it('leaves out blocks of other dialects without leaving a gap in the indices', () => {
    const sent = records([
      start,
      opened(0, { type: 'opaque', name: 'novel' }),
      { type: 'opaque-delta', index: 0, source: '{}' },
      closed(0),
      opened(1, { type: 'text', text: '' }),
      { type: 'text-delta', index: 1, text: 'x' },
      closed(1),
      { type: 'opaque-event', name: 'novel', source: '{}' },
      finish(),
    ]);
    expect(sent.slice(1, -2).map(({ data }) => data)).toMatchObject([
      { index: 0 },
      { index: 0 },
      { index: 0 },
    ]);
  });

  it.each([
    ['content_filter', 'refusal'],
    ['other', 'end_turn'],
    ['context_window_exceeded', 'model_context_window_exceeded'],
    ['compaction', 'compaction'],
  ] as const)('writes the stop reason %s as %s', (reason, written) => {
    expect(records([start, finish(reason)])[1]?.data).toMatchObject({ delta: { stop_reason: written } });
  });

  it('adds the usage that a message_delta lacks', () => {
    const frames = [
      readStream('text')[0] ?? '',
      '{"type":"message_delta","delta":{"stop_reason":"end_turn"}}',
      '{"type":"message_stop"}',
    ];
    expect(records(decodeFrames(frames))[1]?.data).toMatchObject({
      usage: { output_tokens: 1, input_tokens: 25 },
    });
  });

  it('ends a broken stream with an error and no message_stop', () => {
    const error = new AppError({ code: 'overloaded', message: 'Busy.' });
    const sent = records([start, opened(0, { type: 'text', text: '' }), { type: 'error', error }]);
    expect(sent.at(-1)).toEqual({
      name: 'error',
      data: {
        type: 'error',
        error: { type: 'overloaded_error', message: 'Busy.' },
        request_id: CONTEXT.requestId,
      },
    });
  });

  it('keeps a silent stream alive with a ping', () => {
    expect(readRecords(anthropicDialect.keepAlive)).toEqual([{ name: 'ping', data: { type: 'ping' } }]);
  });
});
