import { describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../../main/core/chat-event.ts';
import { collect } from '../../../main/core/collect.ts';
import { args, call, chunk, decodeStream, named } from './decode-stream.ts';

function calls(events: readonly ChatEvent[]) {
  return collect(events).blocks.flatMap((block) =>
    block.start.type === 'tool-use' ? [[block.start.id, block.start.name, block.arguments]] : [],
  );
}

function outcome(events: readonly ChatEvent[]): string {
  const last = events.at(-1);
  if (last?.type === 'finish') return last.stopReason;
  return last?.type === 'error' ? `error ${last.error.code}` : 'nothing';
}

const done = [chunk({}, 'tool_calls'), '[DONE]'];

describe('tool calls in a stream', () => {
  it('come one after the other, live', () => {
    const events = decodeStream([
      named(0, 'a', 'f'),
      args(0, '{"x":'),
      args(0, '1}'),
      named(1, 'b', 'g', '{}'),
      ...done,
    ]);
    expect(events.map((event) => event.type)).toEqual([
      'start',
      'block-start',
      'arguments-delta',
      'arguments-delta',
      'block-stop',
      'block-start',
      'arguments-delta',
      'block-stop',
      'finish',
    ]);
    expect(calls(events)).toEqual([
      ['a', 'f', '{"x":1}'],
      ['b', 'g', '{}'],
    ]);
  });

  it('are untangled when their fragments interleave', () => {
    const events = decodeStream([
      named(0, 'a', 'f'),
      named(1, 'b', 'g'),
      args(1, '{"y":'),
      args(0, '{"x":'),
      args(1, '2}'),
      args(0, '1}'),
      ...done,
    ]);
    expect(calls(events)).toEqual([
      ['a', 'f', '{"x":1}'],
      ['b', 'g', '{"y":2}'],
    ]);
  });

  it('are told apart by id when the server numbers every call 0', () => {
    const events = decodeStream([named(0, 'a', 'f', '{"x":1}'), named(0, 'b', 'g', '{"y":2}'), ...done]);
    expect(calls(events)).toEqual([
      ['a', 'f', '{"x":1}'],
      ['b', 'g', '{"y":2}'],
    ]);
  });

  it('may repeat id and name in every fragment', () => {
    const events = decodeStream([named(0, 'a', 'f', '{"x"'), named(0, 'a', 'f', ':1}'), ...done]);
    expect(calls(events)).toEqual([['a', 'f', '{"x":1}']]);
  });

  it('may lack index, type and id', () => {
    const events = decodeStream([
      call(undefined, { function: { name: 'f', arguments: '{"x":' } }),
      call(undefined, { function: { arguments: '1}' } }),
      call(undefined, { function: { name: 'g', arguments: { y: 2 } } }),
      ...done,
    ]);
    expect(calls(events)).toEqual([
      ['call_c-1_0', 'f', '{"x":1}'],
      ['call_c-1_1', 'g', '{"y":2}'],
    ]);
  });

  it('may be named after they began', () => {
    const events = decodeStream([
      call(0, { id: 'a', function: { arguments: '{' } }),
      named(0, 'a', 'f', '}'),
      ...done,
    ]);
    expect(calls(events)).toEqual([['a', 'f', '{}']]);
  });

  it('are an error without a name, or when a complete call goes on', () => {
    expect(outcome(decodeStream([call(0, { id: 'a' }), ...done]))).toBe('error upstream_error');
    const late = [named(0, 'a', 'f', '{}'), named(1, 'b', 'g'), args(0, '{}'), ...done];
    expect(outcome(decodeStream(late))).toBe('error upstream_error');
  });

  it('beat a finish that says stop, but not one that says length', () => {
    expect(outcome(decodeStream([named(0, 'a', 'f', '{}'), chunk({}, 'stop')]))).toBe('tool_use');
    expect(outcome(decodeStream([named(0, 'a', 'f', '{"x'), chunk({}, 'length')]))).toBe('max_tokens');
    expect(outcome(decodeStream([chunk({ content: 'a' }), chunk({}, 'tool_calls')]))).toBe('end_turn');
  });

  it('get the client’s tool names back', () => {
    const restore = { toolNames: new Map([['mcp_read', 'mcp.read']]) };
    expect(calls(decodeStream([named(0, 'a', 'mcp_read', '{}'), ...done], restore))).toEqual([
      ['a', 'mcp.read', '{}'],
    ]);
  });

  it('carry free text as JSON, whatever is in it', () => {
    const events = decodeStream([
      call(0, { id: 'a', type: 'custom', custom: { name: 'sh', input: 'ls "\n' } }),
      call(0, { custom: { input: '😀"' } }),
      ...done,
    ]);
    expect(JSON.parse(calls(events)[0]?.[2] ?? '')).toEqual({ input: 'ls "\n😀"' });
  });

  it('may come as the deprecated function_call', () => {
    const events = decodeStream([
      chunk({ function_call: { name: 'f', arguments: '' } }),
      chunk({ function_call: { arguments: '{"x":1}' } }),
      chunk({}, 'function_call'),
    ]);
    expect(calls(events)).toEqual([['call_c-1_0', 'f', '{"x":1}']]);
  });

  it('wait behind text that follows an unfinished call', () => {
    const events = decodeStream([
      named(0, 'a', 'f', '{'),
      chunk({ content: 'Hm' }),
      args(0, '}'),
      chunk({ content: 'm.' }),
      ...done,
    ]);
    const answer = collect(events);
    expect(answer.blocks.map((block) => block.text + block.arguments)).toEqual(['{}', 'Hmm.']);
  });
});

describe('thinking in a stream', () => {
  it('comes from reasoning_content or reasoning, closed by the text', () => {
    const events = decodeStream([
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
    const events = decodeStream([
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
    const events = decodeStream([
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
    const events = decodeStream([
      chunk({ content: 'a' }),
      chunk({}, 'stop'),
      { choices: [], usage },
      '[DONE]',
    ]);
    expect(events.at(-1)).toMatchObject({ type: 'finish', usage: { inputTokens: 5, outputTokens: 2 } });
  });

  it('takes usage from the finish record, or without choices', () => {
    const finish = { ...chunk({}, 'stop'), usage };
    expect(decodeStream([chunk({ content: 'a' }), finish]).at(-1)).toMatchObject({
      usage: { inputTokens: 5 },
    });
    expect(decodeStream([chunk({ content: 'a' }, 'stop'), { usage }]).at(-1)).toMatchObject({
      usage: { inputTokens: 5 },
    });
  });

  it('needs neither usage nor [DONE]', () => {
    expect(outcome(decodeStream([chunk({ content: 'a' }, 'stop')]))).toBe('end_turn');
  });

  it('is an error without a finish reason, with [DONE] or without', () => {
    expect(outcome(decodeStream([chunk({ content: 'a' })]))).toBe('error upstream_error');
    expect(outcome(decodeStream([chunk({ content: 'a' }), '[DONE]']))).toBe('error upstream_error');
    expect(outcome(decodeStream([]))).toBe('error upstream_error');
  });

  it('tells a refusal with its words', () => {
    const events = decodeStream([chunk({ refusal: 'Not ' }), chunk({ refusal: 'this.' }), chunk({}, 'stop')]);
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
      expect(outcome(decodeStream([chunk({ content: 'a' }), chunk({}, reason), '[DONE]']))).toBe(expected);
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
      expect(outcome(decodeStream([chunk({ content: 'a' }), record, chunk({}, 'stop'), '[DONE]']))).toBe(
        expected,
      );
    });
  }

  it('ignores other answers and signs of life', () => {
    const other = { choices: [{ index: 1, delta: { content: 'no' }, finish_reason: 'stop' }] };
    const events = decodeStream([{ type: 'ping' }, other, chunk({ content: 'a' }, 'stop')]);
    expect(collect(events).blocks).toMatchObject([{ text: 'a' }]);
  });

  it('keeps members without a name in the hub for a client of the same dialect', () => {
    const events = decodeStream([
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
