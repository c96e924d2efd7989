import { describe, expect, it } from 'vitest';
import { collect } from '../../../main/core/collect.ts';
import { openaiChatDialect } from '../../../main/dialects/openai-chat/openai-chat-dialect.ts';
import { expectGolden } from '../openai-vocabulary/expect-golden.ts';
import { context, requestWith, scenarios } from './stream-scenarios.ts';

const { error: _, ...whole } = scenarios;

describe('an answer that is not streamed', () => {
  for (const [name, events] of Object.entries(whole)) {
    it(`is the golden answer of the scenario ${name}`, async () => {
      const answer = openaiChatDialect.encodeAnswer(collect(events), requestWith(), context);
      await expectGolden(`${JSON.stringify(answer, null, 2)}\n`, `openai-chat/answers/${name}.golden.json`);
    });
  }

  it('uses function_call for a client of the deprecated functions', () => {
    const request = requestWith({ functions: [{ name: 'tool_a' }] });
    const answer = openaiChatDialect.encodeAnswer(collect(scenarios['only-tool']), request, context);
    expect(answer['choices']).toMatchObject([
      {
        finish_reason: 'function_call',
        message: { content: null, function_call: { name: 'tool_a', arguments: '{}' } },
      },
    ]);
    expect(JSON.stringify(answer)).not.toContain('tool_calls');
  });

  it('unwraps the free text of a custom tool', () => {
    const request = requestWith({ tools: [{ type: 'custom', custom: { name: 'tool_a' } }] });
    const events = scenarios['only-tool'].map((event) =>
      event.type === 'arguments-delta' ? { ...event, json: '{"input":"ls"}' } : event,
    );
    const answer = openaiChatDialect.encodeAnswer(collect(events), request, context);
    expect(answer['choices']).toMatchObject([
      { message: { tool_calls: [{ id: 'a', type: 'custom', custom: { name: 'tool_a', input: 'ls' } }] } },
    ]);
  });
});
