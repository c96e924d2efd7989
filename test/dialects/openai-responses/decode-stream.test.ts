import { describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../../main/core/chat-event.ts';
import { collect } from '../../../main/core/collect.ts';
import { decodeRecords } from './decode-records.ts';

const created = { type: 'response.created', response: { id: 'resp_1', status: 'in_progress', output: [] } };

function completed(output: readonly object[] = [], members: object = {}): object {
  const usage = { input_tokens: 10, input_tokens_details: { cached_tokens: 4 }, output_tokens: 3 };
  return {
    type: 'response.completed',
    response: { id: 'resp_1', status: 'completed', output, usage, ...members },
  };
}

function added(output_index: number, item: object): object {
  return { type: 'response.output_item.added', output_index, item };
}

function done(output_index: number, item: object): object {
  return { type: 'response.output_item.done', output_index, item };
}

function delta(kind: string, output_index: number, text: string, members: object = {}): object {
  return { type: `response.${kind}.delta`, output_index, content_index: 0, delta: text, ...members };
}

const message = { type: 'message', id: 'msg_1', role: 'assistant', content: [] };
const call = { type: 'function_call', id: 'fc_1', call_id: 'c1', name: 'f', arguments: '' };

function blocksOf(events: readonly ChatEvent[]): unknown[] {
  return collect(events).blocks.map((block) => [
    block.start.type,
    block.text || block.thinking || block.arguments,
    ...(block.signature === '' ? [] : [block.signature]),
  ]);
}

function lastError(records: readonly (object | string)[]) {
  const last = decodeRecords(records).at(-1);
  if (last?.type !== 'error') throw new Error(`ended with ${last?.type}`);
  return last.error;
}

describe('reading a stream of Responses', () => {
  it('reads text, its counts and its end', () => {
    const events = decodeRecords([
      created,
      { type: 'response.in_progress', response: { id: 'resp_1' } },
      added(0, message),
      {
        type: 'response.content_part.added',
        output_index: 0,
        content_index: 0,
        part: { type: 'output_text' },
      },
      delta('output_text', 0, 'Hel'),
      delta('output_text', 0, 'lo'),
      { type: 'response.output_text.done', output_index: 0, content_index: 0, text: 'Hello' },
      done(0, { ...message, content: [{ type: 'output_text', text: 'Hello', annotations: [] }] }),
      completed(),
      '[DONE]',
    ]);
    expect(events).toEqual([
      { type: 'start', dialect: 'openai-responses', id: 'resp_1' },
      { type: 'block-start', index: 0, block: { type: 'text', text: '' }, source: undefined },
      { type: 'text-delta', index: 0, text: 'Hel' },
      { type: 'text-delta', index: 0, text: 'lo' },
      { type: 'block-stop', index: 0 },
      {
        type: 'finish',
        stopReason: 'end_turn',
        usage: {
          inputTokens: 6,
          cacheReadTokens: 4,
          cacheWriteTokens: undefined,
          outputTokens: 3,
          reasoningTokens: undefined,
        },
        detail: undefined,
      },
    ]);
  });

  it('reads reasoning with its proof, the parts of its summary parted', () => {
    const events = decodeRecords([
      created,
      added(0, { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'half' }),
      delta('reasoning_summary_text', 0, 'One', { summary_index: 0 }),
      delta('reasoning_summary_text', 0, '.', { summary_index: 0 }),
      delta('reasoning_summary_text', 0, 'Two.', { summary_index: 1 }),
      done(0, {
        type: 'reasoning',
        summary: [{ text: 'One.' }, { text: 'Two.' }],
        encrypted_content: 'gAAAAABwhole',
      }),
      added(1, message),
      delta('output_text', 1, 'Ok'),
      completed(),
    ]);
    expect(blocksOf(events)).toEqual([
      ['thinking', 'One.\n\nTwo.', 'gAAAAABwhole'],
      ['text', 'Ok'],
    ]);
  });

  it('reads raw reasoning once, where a server tells the summary as well', () => {
    const events = decodeRecords([
      created,
      added(0, { type: 'reasoning', summary: [] }),
      delta('reasoning_text', 0, 'Raw.'),
      delta('reasoning_summary_text', 0, 'Sum.', { summary_index: 0 }),
      done(0, { type: 'reasoning', summary: [{ text: 'Sum.' }], content: [{ text: 'Raw.' }] }),
      completed(),
    ]);
    expect(blocksOf(events)).toEqual([['thinking', 'Raw.']]);
  });

  it('reads reasoning that is hidden, and leaves out what is nothing at all', () => {
    const hidden = { type: 'reasoning', summary: [], encrypted_content: 'gAAAA' };
    const nothing = { type: 'reasoning', summary: [] };
    expect(blocksOf(decodeRecords([created, done(0, hidden), done(1, nothing), completed()]))).toEqual([
      ['thinking', '', 'gAAAA'],
    ]);
  });

  it('reads parallel calls, even interleaved, each in its own block', () => {
    const second = { ...call, id: 'fc_2', call_id: 'c2', name: 'g' };
    const events = decodeRecords([
      created,
      added(0, call),
      added(1, second),
      delta('function_call_arguments', 1, '{"b"'),
      delta('function_call_arguments', 0, '{"a":1}'),
      delta('function_call_arguments', 1, ':2}'),
      done(0, { ...call, arguments: '{"a":1}' }),
      done(1, { ...second, arguments: '{"b":2}' }),
      completed(),
    ]);
    expect(blocksOf(events)).toEqual([
      ['tool-use', '{"a":1}'],
      ['tool-use', '{"b":2}'],
    ]);
    expect(events.at(-1)).toMatchObject({ stopReason: 'tool_use' });
  });

  it('reads free text as the one argument of a function, and gives tools their names back', () => {
    const custom = { type: 'custom_tool_call', call_id: 'c1', name: 'patch_1', input: '' };
    const events = decodeRecords(
      [
        created,
        added(0, custom),
        delta('custom_tool_call_input', 0, 'a "b"\n'),
        done(0, { ...custom, input: 'a "b"\nc' }),
        completed(),
      ],
      { toolNames: new Map([['patch_1', 'pätch']]) },
    );
    expect(collect(events).blocks).toMatchObject([
      { start: { id: 'c1', name: 'pätch' }, arguments: '{"input":"a \\"b\\"\\nc"}' },
    ]);
  });

  it('reads calls in a namespace and of the shell under the names the hub has for them', () => {
    const shell = {
      type: 'local_shell_call',
      call_id: 'c2',
      action: { type: 'exec', command: ['ls'], env: {} },
    };
    const events = decodeRecords([
      created,
      done(0, { ...call, namespace: 'git', arguments: '{}' }),
      done(1, shell),
      completed(),
    ]);
    expect(collect(events).blocks).toMatchObject([
      { start: { name: 'git__f' }, arguments: '{}' },
      { start: { id: 'c2', name: 'local_shell' }, arguments: '{"command":["ls"],"env":{}}' },
    ]);
  });

  it('reads everything from the finished response when nothing was streamed', () => {
    const text = { ...message, content: [{ type: 'output_text', text: 'Hi', annotations: [{ type: 'x' }] }] };
    const reasoning = { type: 'reasoning', summary: [{ text: 'Hm.' }], encrypted_content: 'g' };
    const events = decodeRecords([completed([reasoning, text, { ...call, arguments: '{"a":1}' }])]);
    expect(blocksOf(events)).toEqual([
      ['thinking', 'Hm.', 'g'],
      ['text', 'Hi'],
      ['tool-use', '{"a":1}'],
    ]);
    expect(collect(events).blocks[1]?.opaqueDeltas).toEqual(['{"annotation":{"type":"x"}}']);
  });

  it('reads items that were never announced, and those never called done', () => {
    const events = decodeRecords([
      created,
      delta('output_text', 0, 'Hi'),
      delta('function_call_arguments', 1, '{"a":1}'),
      done(1, { ...call, arguments: '{"a":1}' }),
      added(2, { ...call, call_id: 'c2' }),
      delta('function_call_arguments', 2, '{}'),
      completed(),
    ]);
    expect(blocksOf(events)).toEqual([
      ['text', 'Hi'],
      ['tool-use', '{"a":1}'],
      ['tool-use', '{}'],
    ]);
  });

  it('keeps phase, annotations and unknown items for a client of the same dialect', () => {
    const search = { type: 'web_search_call', id: 'ws_1', status: 'completed' };
    const events = decodeRecords([
      created,
      { type: 'response.web_search_call.searching', output_index: 0, item_id: 'ws_1' },
      added(0, { ...search, status: 'in_progress' }),
      done(0, search),
      added(1, { ...message, phase: 'final_answer' }),
      delta('output_text', 1, 'Hi'),
      {
        type: 'response.output_text.annotation.added',
        output_index: 1,
        content_index: 0,
        annotation: { type: 'url_citation' },
      },
      completed(),
    ]);
    expect(events).toMatchObject([
      {},
      { block: { type: 'opaque', name: 'web_search_call' }, source: JSON.stringify(search) },
      {},
      { block: { type: 'text' }, source: expect.stringContaining('final_answer') },
      {},
      { type: 'opaque-delta', source: '{"annotation":{"type":"url_citation"}}' },
      {},
      { type: 'finish' },
    ]);
  });

  it('reads a refusal as the reason the answer stopped', () => {
    const events = decodeRecords([
      created,
      added(0, message),
      delta('refusal', 0, 'I can'),
      done(0, { ...message, content: [{ type: 'refusal', refusal: 'I cannot.' }] }),
      completed(),
    ]);
    expect(events.at(-1)).toMatchObject({ stopReason: 'refusal', detail: 'I cannot.' });
  });

  const endings: readonly (readonly [string | undefined, string])[] = [
    ['max_output_tokens', 'max_tokens'],
    ['content_filter', 'content_filter'],
    ['steered', 'other'],
    [undefined, 'other'],
  ];
  for (const [reason, stopReason] of endings) {
    it(`reads an answer that is incomplete for ${reason} as ${stopReason}`, () => {
      const response = { id: 'r', incomplete_details: reason === undefined ? null : { reason } };
      const events = decodeRecords([created, { type: 'response.incomplete', response }]);
      expect(events.at(-1)).toMatchObject({ type: 'finish', stopReason });
    });
  }

  it('takes a stream without its last event for broken off', () => {
    const error = lastError([created, added(0, message), delta('output_text', 0, 'Hi'), '[DONE]']);
    expect(error.code).toBe('upstream_error');
  });

  const failures: readonly (readonly [object | string, string, string])[] = [
    [
      { type: 'response.failed', response: { error: { code: 'rate_limit_exceeded', message: 'Slow.' } } },
      'rate_limited',
      'Slow.',
    ],
    [
      { type: 'response.failed', response: { error: { code: 'server_error', message: 'Oh.' } } },
      'upstream_error',
      'Oh.',
    ],
    [{ type: 'error', code: 'server_is_overloaded', message: 'Busy.', param: null }, 'overloaded', 'Busy.'],
    [
      {
        type: 'error',
        error: { type: 'invalid_request_error', code: 'context_length_exceeded', message: 'Long.' },
      },
      'context_length_exceeded',
      'Long.',
    ],
    [{ error: { message: 'No.', type: 'invalid_request_error' } }, 'invalid_request', 'No.'],
    [{ type: 'response.cancelled', response: {} }, 'upstream_error', 'cancelled'],
    ['<html>', 'upstream_error', 'not a JSON object'],
  ];
  for (const [record, code, text] of failures) {
    it(`ends in ${code} for ${JSON.stringify(record).slice(0, 70)}`, () => {
      const error = lastError([created, record, completed()]);
      expect(error).toMatchObject({ code, message: expect.stringContaining(text) });
    });
  }

  it('fails rather than lose arguments that come after a call was complete', () => {
    const records = [
      created,
      added(0, call),
      delta('function_call_arguments', 0, '{}'),
      added(1, message),
      delta('output_text', 1, 'x'),
      delta('function_call_arguments', 0, '{"more":1}'),
    ];
    expect(lastError(records).message).toContain('already complete');
  });
});
