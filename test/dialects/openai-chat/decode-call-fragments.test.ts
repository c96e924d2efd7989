import { describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../../main/core/chat-event.ts';
import { collect } from '../../../main/core/collect.ts';
import { args, call, chunk, decodeRecords, named } from './decode-records.ts';

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
    const events = decodeRecords([
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
    const events = decodeRecords([
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
    const events = decodeRecords([named(0, 'a', 'f', '{"x":1}'), named(0, 'b', 'g', '{"y":2}'), ...done]);
    expect(calls(events)).toEqual([
      ['a', 'f', '{"x":1}'],
      ['b', 'g', '{"y":2}'],
    ]);
  });

  it('may repeat id and name in every fragment', () => {
    const events = decodeRecords([named(0, 'a', 'f', '{"x"'), named(0, 'a', 'f', ':1}'), ...done]);
    expect(calls(events)).toEqual([['a', 'f', '{"x":1}']]);
  });

  it('may lack index, type and id', () => {
    const events = decodeRecords([
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
    const events = decodeRecords([
      call(0, { id: 'a', function: { arguments: '{' } }),
      named(0, 'a', 'f', '}'),
      ...done,
    ]);
    expect(calls(events)).toEqual([['a', 'f', '{}']]);
  });

  it('are an error without a name, or when a complete call goes on', () => {
    expect(outcome(decodeRecords([call(0, { id: 'a' }), ...done]))).toBe('error upstream_error');
    const late = [named(0, 'a', 'f', '{}'), named(1, 'b', 'g'), args(0, '{}'), ...done];
    expect(outcome(decodeRecords(late))).toBe('error upstream_error');
  });

  it('beat a finish that says stop, but not one that says length', () => {
    expect(outcome(decodeRecords([named(0, 'a', 'f', '{}'), chunk({}, 'stop')]))).toBe('tool_use');
    expect(outcome(decodeRecords([named(0, 'a', 'f', '{"x'), chunk({}, 'length')]))).toBe('max_tokens');
    expect(outcome(decodeRecords([chunk({ content: 'a' }), chunk({}, 'tool_calls')]))).toBe('end_turn');
  });

  it('get the client’s tool names back', () => {
    const restore = { toolNames: new Map([['mcp_read', 'mcp.read']]) };
    expect(calls(decodeRecords([named(0, 'a', 'mcp_read', '{}'), ...done], restore))).toEqual([
      ['a', 'mcp.read', '{}'],
    ]);
  });

  it('carry free text as JSON, whatever is in it', () => {
    const events = decodeRecords([
      call(0, { id: 'a', type: 'custom', custom: { name: 'sh', input: 'ls "\n' } }),
      call(0, { custom: { input: '😀"' } }),
      ...done,
    ]);
    expect(JSON.parse(calls(events)[0]?.[2] ?? '')).toEqual({ input: 'ls "\n😀"' });
  });

  it('may come as the deprecated function_call', () => {
    const events = decodeRecords([
      chunk({ function_call: { name: 'f', arguments: '' } }),
      chunk({ function_call: { arguments: '{"x":1}' } }),
      chunk({}, 'function_call'),
    ]);
    expect(calls(events)).toEqual([['call_c-1_0', 'f', '{"x":1}']]);
  });

  it('wait behind text that follows an unfinished call', () => {
    const events = decodeRecords([
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
