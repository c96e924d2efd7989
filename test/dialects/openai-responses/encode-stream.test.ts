import { describe, expect, it } from 'vitest';
import { AppError } from '../../../main/core/app-error.ts';
import type { ChatEvent } from '../../../main/core/chat-event.ts';
import { expectGolden } from '../openai-vocabulary/expect-golden.ts';
import { call, encodeStream, requestWith, scenarios, text } from './stream-scenarios.ts';
import { at, finalOutput, wireEvents } from './wire-events.ts';

describe('the stream encoder', () => {
  for (const [name, events] of Object.entries(scenarios)) {
    const stream = encodeStream(events, requestWith());

    it(`writes the scenario ${name} as its golden stream`, () =>
      expectGolden(stream, `openai-responses/streams/${name}.sse.golden.txt`));

    it(`numbers the events of ${name} from 0, under the name in their data`, () => {
      const records = stream.split('\n\n').slice(0, -1);
      expect(wireEvents(stream).map((event) => event['sequence_number'])).toEqual(records.map((_, i) => i));
      for (const record of records) {
        const [head = '', data = ''] = record.split('\ndata: ');
        expect(head).toBe(`event: ${JSON.parse(data).type}`);
      }
    });

    it(`announces, completes and repeats every item of ${name} under one id`, () => {
      const wire = wireEvents(stream);
      const done = wire.filter(({ type }) => type === 'response.output_item.done');
      const added = wire.filter(({ type }) => type === 'response.output_item.added');
      expect(finalOutput(stream)).toEqual(done.map(({ item }) => item));
      expect(done.map((event) => event['output_index'])).toEqual(done.map((_, i) => i));
      for (const [i, event] of done.entries())
        expect(at(added[i], 'item', 'id')).toBe(at(event, 'item', 'id'));
      const ids = new Set(added.map((event) => at(event, 'item', 'id')));
      expect(ids.size).toBe(added.length);
      for (const { item_id: id } of wire) if (id !== undefined) expect(ids).toContain(id);
    });
  }

  it('begins with the response as it was asked for, and ends with the same one, finished', () => {
    const settings = {
      instructions: 'Be brief.',
      metadata: { a: 'b' },
      temperature: 0.5,
      max_output_tokens: 99,
      reasoning: { effort: 'low', summary: 'auto' },
      text: { format: { type: 'json_object' } },
      parallel_tool_calls: false,
      prompt_cache_key: 'k',
    };
    const wire = wireEvents(encodeStream(scenarios.text, requestWith(settings)));
    expect(wire.slice(0, 2).map(({ type }) => type)).toEqual(['response.created', 'response.in_progress']);
    for (const event of [wire[0], wire.at(-1)]) {
      expect(event?.['response']).toMatchObject({
        id: 'resp_01JABC',
        object: 'response',
        created_at: 1_700_000_000,
        model: 'bedrock/claude',
        store: false,
        tool_choice: 'auto',
        ...settings,
      });
    }
    expect(wire[0]?.['response']).toMatchObject({ status: 'in_progress', output: [], usage: null });
    expect(wire.at(-1)).toMatchObject({ type: 'response.completed', response: { status: 'completed' } });
  });

  it('tells of a failure in an error event, then in the failed response, and completes no broken item', () => {
    const stream = encodeStream(scenarios.error, requestWith());
    const wire = wireEvents(stream);
    expect(wire.slice(-2)).toMatchObject([
      {
        type: 'error',
        code: 'server_is_overloaded',
        message: 'Every region is overloaded.',
        param: null,
        error: { type: 'server_error', code: 'server_is_overloaded' },
      },
      {
        type: 'response.failed',
        response: {
          status: 'failed',
          error: { code: 'server_error', message: 'Every region is overloaded.' },
          output: [{ type: 'function_call', name: 'tool_b', status: 'completed' }],
        },
      },
    ]);
    expect(stream).not.toContain('response.completed');
    expect(finalOutput(stream)).toHaveLength(1);
  });

  it('tells of a failure before the start as well', () => {
    const error = new AppError({ code: 'rate_limited', message: 'Slow down.', retryAfterMs: 1500 });
    const wire = wireEvents(encodeStream([{ type: 'error', error }], requestWith()));
    expect(wire.map(({ type }) => type)).toEqual(['error', 'response.failed']);
    expect(at(wire[1], 'response', 'error')).toEqual({
      code: 'rate_limit_exceeded',
      message: 'Slow down. Please try again in 2s.',
    });
  });

  it('marks the item the answer broke off in, and no whole one', () => {
    expect(finalOutput(encodeStream(scenarios['cut-off'], requestWith()))).toMatchObject([
      { type: 'message', status: 'completed' },
      { type: 'function_call', status: 'incomplete', arguments: '{"city":' },
    ]);
    const whole = [
      ...scenarios.text.slice(0, 1),
      ...call(0, 'tool_a', '{}'),
      { type: 'finish', stopReason: 'max_tokens', usage: {} } as const,
    ];
    expect(finalOutput(encodeStream(whole, requestWith()))).toMatchObject([{ status: 'completed' }]);
  });

  it('gives a broken call of the shell nothing to run', () => {
    const events: ChatEvent[] = [
      { type: 'start', dialect: 'anthropic' },
      ...call(0, 'local_shell', '{"command":["rm"'),
      { type: 'finish', stopReason: 'max_tokens', usage: {} },
    ];
    expect(finalOutput(encodeStream(events, requestWith()))).toMatchObject([
      { type: 'local_shell_call', status: 'incomplete', action: { command: [] } },
    ]);
  });

  it('takes a tool the client did not declare for a function', () => {
    const events: ChatEvent[] = [
      { type: 'start', dialect: 'anthropic' },
      ...call(0, 'toString', '{}'),
      { type: 'finish', stopReason: 'tool_use', usage: {} },
    ];
    expect(finalOutput(encodeStream(events, requestWith()))).toMatchObject([
      { type: 'function_call', name: 'toString' },
    ]);
  });

  it('passes phase, annotations and unknown items only from an upstream of the same dialect', () => {
    const events = (dialect: 'anthropic' | 'openai-responses'): ChatEvent[] => [
      { type: 'start', dialect },
      {
        type: 'block-start',
        index: 0,
        block: { type: 'text', text: '' },
        source: '{"id":"theirs","phase":"commentary"}',
      },
      { type: 'text-delta', index: 0, text: 'Look.' },
      { type: 'opaque-delta', index: 0, source: '{"annotation":{"type":"url_citation","url":"u"}}' },
      { type: 'block-stop', index: 0 },
      {
        type: 'block-start',
        index: 1,
        block: { type: 'opaque', name: 'web_search_call' },
        source: '{"type":"web_search_call","id":"ws_1","status":"completed"}',
      },
      { type: 'block-stop', index: 1 },
      { type: 'finish', stopReason: 'end_turn', usage: {} },
    ];
    const own = encodeStream(events('openai-responses'), requestWith());
    expect(finalOutput(own)).toMatchObject([
      { id: 'msg_01JABC_0', phase: 'commentary', content: [{ annotations: [{ url: 'u' }] }] },
      { id: 'item_01JABC_1', type: 'web_search_call', status: 'completed' },
    ]);
    expect(own).toContain('response.output_text.annotation.added');
    const foreign = encodeStream(events('anthropic'), requestWith());
    expect(finalOutput(foreign)).toHaveLength(1);
    expect(foreign).not.toMatch(/phase|url_citation|web_search_call/);
  });

  it('keeps an emoji cut in two by the upstream', () => {
    const events: ChatEvent[] = [{ type: 'start', dialect: 'anthropic' }, ...text(0, '\ud83d', '\ude00')];
    const bytes = Buffer.from(encodeStream(events, requestWith()), 'utf8').toString('utf8');
    const deltas = wireEvents(bytes).filter(({ type }) => type === 'response.output_text.delta');
    expect(deltas.map(({ delta }) => delta).join('')).toBe('😀');
  });

  it('does not break when deltas come for a block of another kind', () => {
    const events: ChatEvent[] = [
      { type: 'text-delta', index: 0, text: 'early' },
      { type: 'start', dialect: 'anthropic' },
      { type: 'block-start', index: 0, block: { type: 'text', text: 'said ' } },
      { type: 'thinking-delta', index: 0, thinking: 'x' },
      { type: 'arguments-delta', index: 0, json: 'x' },
      { type: 'text-delta', index: 0, text: 'so' },
      { type: 'block-stop', index: 0 },
      { type: 'finish', stopReason: 'other', usage: {} },
    ];
    expect(finalOutput(encodeStream(events, requestWith()))).toMatchObject([
      { content: [{ text: 'said so' }] },
    ]);
  });
});
