import { describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../../main/core/chat-event.ts';
import { collect } from '../../../main/core/collect.ts';
import { call, chunk, decodeRecords } from './decode-records.ts';

function outcome(events: readonly ChatEvent[]): string {
  const last = events.at(-1);
  if (last?.type === 'finish') return last.stopReason;
  return last?.type === 'error' ? `error ${last.error.code}` : 'nothing';
}

const done = [chunk({}, 'tool_calls'), '[DONE]'];

describe('thinking in a stream', () => {
  it('comes from reasoning_content or reasoning, closed by the text', () => {
    const events = decodeRecords([
      chunk({ role: 'assistant', content: '' }),
      chunk({ reasoning_content: 'a' }),
      chunk({ reasoning: 'b' }),
      chunk({ content: 'c' }),
      chunk({}, 'stop'),
    ]);
    expect(collect(events).blocks).toMatchObject([{ thinking: 'ab' }, { text: 'c' }]);
  });

  it('is signed by reasoning_details, whose text is not said twice', () => {
    const detail = { type: 'reasoning.text', text: 'ab', signature: 'sig', format: 'anthropic-claude-v1' };
    const hidden = { type: 'reasoning.text', text: '', signature: 'sig2' };
    const events = decodeRecords([
      chunk({ reasoning_content: 'ab' }),
      chunk({ reasoning_details: [detail] }),
      chunk({ reasoning_details: [{ type: 'reasoning.encrypted', data: 'x' }, hidden] }),
      chunk({ reasoning_content: 'more' }),
      chunk({ content: 'c' }),
      chunk({}, 'stop'),
    ]);
    expect(collect(events).blocks).toMatchObject([
      { thinking: 'ab', signature: 'sig' },
      { start: { type: 'redacted-thinking', data: 'x' } },
      { thinking: '', signature: 'sig2' },
      { thinking: 'more', signature: '' },
      { text: 'c' },
    ]);
  });

  it('takes text from the details alone, and no other vendor’s proof', () => {
    const detail = { type: 'reasoning.text', text: 'ab', signature: 'sig', format: 'google-gemini-v1' };
    const events = decodeRecords([
      chunk({
        reasoning_details: [
          detail,
          { type: 'reasoning.encrypted', data: 'x', format: 'openai-responses-v1' },
        ],
      }),
      chunk({}, 'stop'),
    ]);
    expect(collect(events).blocks).toMatchObject([{ thinking: 'ab', signature: '' }]);
  });
});

describe('the end of a stream', () => {
  const usage = { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 };

  it('waits for the usage record', () => {
    const events = decodeRecords([
      chunk({ content: 'a' }),
      chunk({}, 'stop'),
      { choices: [], usage },
      '[DONE]',
    ]);
    expect(events.at(-1)).toMatchObject({ type: 'finish', usage: { inputTokens: 5, outputTokens: 2 } });
  });

  it('takes usage from the finish record, or without choices', () => {
    const finish = { ...chunk({}, 'stop'), usage };
    expect(decodeRecords([chunk({ content: 'a' }), finish]).at(-1)).toMatchObject({
      usage: { inputTokens: 5 },
    });
    expect(decodeRecords([chunk({ content: 'a' }, 'stop'), { usage }]).at(-1)).toMatchObject({
      usage: { inputTokens: 5 },
    });
  });

  it('needs neither usage nor [DONE]', () => {
    expect(outcome(decodeRecords([chunk({ content: 'a' }, 'stop')]))).toBe('end_turn');
  });

  it('is an error without a finish reason, with [DONE] or without', () => {
    expect(outcome(decodeRecords([chunk({ content: 'a' })]))).toBe('error upstream_error');
    expect(outcome(decodeRecords([chunk({ content: 'a' }), '[DONE]']))).toBe('error upstream_error');
    expect(outcome(decodeRecords([]))).toBe('error upstream_error');
  });

  it('tells a refusal with its words', () => {
    const events = decodeRecords([
      chunk({ refusal: 'Not ' }),
      chunk({ refusal: 'this.' }),
      chunk({}, 'stop'),
    ]);
    expect(events.at(-1)).toMatchObject({ stopReason: 'refusal', detail: 'Not this.' });
  });

  const reasons = [
    ['stop', 'end_turn'],
    ['length', 'max_tokens'],
    ['content_filter', 'content_filter'],
    ['model_length', 'context_window_exceeded'],
    ['MAX_TOKENS', 'max_tokens'],
    ['eos', 'end_turn'],
    ['never heard of', 'other'],
    ['error', 'error upstream_error'],
    ['insufficient_system_resource', 'error upstream_error'],
    ['constructor', 'other'],
  ];
  for (const [reason, expected] of reasons) {
    it(`is ${expected} for the finish reason ${reason}`, () => {
      expect(outcome(decodeRecords([chunk({ content: 'a' }), chunk({}, reason), '[DONE]']))).toBe(expected);
    });
  }

  const faults: readonly (readonly [object | string, string])[] = [
    [{ error: { message: 'm', type: 'server_error', code: 'server_is_overloaded' } }, 'error overloaded'],
    [{ error: { message: 'm', code: 429 } }, 'error rate_limited'],
    [{ error: { message: 'm', code: 'context_length_exceeded' } }, 'error context_length_exceeded'],
    [{ error: 'text' }, 'error upstream_error'],
    [{ detail: 'text' }, 'error upstream_error'],
    [{ object: 'error', message: 'm', code: 400 }, 'error invalid_request'],
    [{ ...chunk({}, 'error'), error: { message: 'm', code: 502 } }, 'error upstream_error'],
    ['<html>', 'error upstream_error'],
    ['[]', 'error upstream_error'],
  ];
  for (const [record, expected] of faults) {
    it(`is "${expected}" after the record ${JSON.stringify(record).slice(0, 60)}`, () => {
      expect(outcome(decodeRecords([chunk({ content: 'a' }), record, chunk({}, 'stop'), '[DONE]']))).toBe(
        expected,
      );
    });
  }

  it('ignores other answers and signs of life', () => {
    const other = { choices: [{ index: 1, delta: { content: 'no' }, finish_reason: 'stop' }] };
    const events = decodeRecords([{ type: 'ping' }, other, chunk({ content: 'a' }, 'stop')]);
    expect(collect(events).blocks).toMatchObject([{ text: 'a' }]);
  });

  it('keeps members without a name in the hub for a client of the same dialect', () => {
    const events = decodeRecords([
      chunk({ content: 'a', annotations: [1], audio: null }),
      call(0, {
        id: 'x',
        function: { name: 'f', arguments: '{}' },
        extra_content: { google: { thought_signature: 's' } },
      }),
      ...done,
    ]);
    expect(events).toContainEqual({ type: 'opaque-event', name: 'delta', source: '{"annotations":[1]}' });
    expect(collect(events).blocks[1]?.opaqueDeltas).toEqual([
      '{"extra_content":{"google":{"thought_signature":"s"}}}',
    ]);
  });
});
