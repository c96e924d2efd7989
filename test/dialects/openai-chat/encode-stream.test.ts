import { describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../../main/core/chat-event.ts';
import { parseJsonObject } from '../../../main/core/json.ts';
import { expectGolden } from '../openai-vocabulary/expect-golden.ts';
import { encodeStream, requestWith, scenarios } from './stream-scenarios.ts';

const streaming = { stream: true, stream_options: { include_usage: true } };
const tool = { type: 'function', function: { name: 'f' } };

function records(stream: string): string[] {
  return stream
    .split('\n\n')
    .filter((record) => record !== '')
    .map((record) => record.replace('data: ', ''));
}

describe('the stream encoder', () => {
  for (const [name, events] of Object.entries(scenarios)) {
    it(`writes the scenario ${name} as its golden stream`, async () => {
      const stream = encodeStream(events, requestWith(streaming));
      for (const record of records(stream)) {
        if (record !== '[DONE]') expect(parseJsonObject(record)).toBeDefined();
      }
      await expectGolden(stream, `openai-chat/streams/${name}.sse.golden.txt`);
    });
  }

  it('says nothing of usage when the client did not ask', () => {
    const stream = encodeStream(scenarios.text, requestWith({ stream: true }));
    expect(stream).not.toContain('usage');
    expect(stream).not.toContain('"choices":[]');
    expect(stream.endsWith('data: [DONE]\n\n')).toBe(true);
  });

  it('writes nothing that looks complete after an error', () => {
    const stream = encodeStream(scenarios.error, requestWith(streaming));
    expect(stream).not.toContain('[DONE]');
    expect(stream).not.toMatch(/"finish_reason":"/);
    const last = records(stream).at(-1) ?? '';
    expect(JSON.parse(last)).toEqual({
      error: {
        message: 'Every region is overloaded.',
        type: 'server_error',
        param: null,
        code: 'server_is_overloaded',
      },
    });
  });

  it('unwraps the free text of a custom tool', () => {
    const custom = { type: 'custom', custom: { name: 'tool_a' } };
    const stream = encodeStream(
      [
        { type: 'start', dialect: 'anthropic' },
        { type: 'block-start', index: 0, block: { type: 'tool-use', id: 'a', name: 'tool_a' } },
        { type: 'arguments-delta', index: 0, json: '{"input":"ls ' },
        { type: 'arguments-delta', index: 0, json: '\\"x\\""}' },
        { type: 'block-stop', index: 0 },
        { type: 'finish', stopReason: 'tool_use', usage: {} },
      ],
      requestWith({ stream: true, tools: [custom] }),
    );
    expect(stream).toContain(
      '{"tool_calls":[{"index":0,"id":"a","type":"custom","custom":{"name":"tool_a","input":""}}]}',
    );
    expect(stream).toContain('{"tool_calls":[{"index":0,"custom":{"input":"ls \\"x\\""}}]}');
    expect(stream).toContain('"finish_reason":"tool_calls"');
  });

  it('answers a client of the deprecated functions with function_call', () => {
    const request = requestWith({ stream: true, functions: [{ name: 'tool_a' }] });
    const stream = encodeStream(scenarios['only-tool'], request);
    expect(stream).toContain('{"function_call":{"name":"tool_a","arguments":""}}');
    expect(stream).toContain('{"function_call":{"arguments":"{}"}}');
    expect(stream).toContain('"finish_reason":"function_call"');
    expect(stream).not.toContain('tool_calls');
  });

  it('passes members the hub has no name for only from an upstream of the same dialect', () => {
    const events = (dialect: 'anthropic' | 'openai-chat'): ChatEvent[] => [
      { type: 'start', dialect },
      { type: 'opaque-event', name: 'delta', source: '{"annotations":[1]}' },
      { type: 'block-start', index: 0, block: { type: 'tool-use', id: 'a', name: 'f' } },
      { type: 'opaque-delta', index: 0, source: '{"extra_content":{"g":"s"}}' },
      { type: 'block-stop', index: 0 },
      { type: 'finish', stopReason: 'tool_use', usage: {} },
    ];
    const request = requestWith({ stream: true, tools: [tool] });
    const own = encodeStream(events('openai-chat'), request);
    expect(own).toContain('"delta":{"annotations":[1]}');
    expect(own).toContain('"delta":{"tool_calls":[{"index":0,"extra_content":{"g":"s"}}]}');
    expect(encodeStream(events('anthropic'), request)).not.toMatch(/annotations|extra_content/);
  });

  it('keeps an emoji cut in two by the upstream', () => {
    const stream = encodeStream(
      [
        { type: 'start', dialect: 'anthropic' },
        { type: 'block-start', index: 0, block: { type: 'text', text: '' } },
        { type: 'text-delta', index: 0, text: '\ud83d' },
        { type: 'text-delta', index: 0, text: '\ude00' },
      ],
      requestWith(),
    );
    const bytes = Buffer.from(stream, 'utf8').toString('utf8');
    const contents = records(bytes).map((record) => JSON.parse(record).choices[0].delta.content);
    expect(contents.join('')).toBe('😀');
  });
});
