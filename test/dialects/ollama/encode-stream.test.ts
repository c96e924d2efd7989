import { describe, expect, it } from 'vitest';
import type { ChatEvent } from '../../../main/core/chat-event.ts';
import type { ClientDialect } from '../../../main/core/codec.ts';
import { collect } from '../../../main/core/collect.ts';
import { stringifyJson } from '../../../main/core/raw-json.ts';
import { ollamaChatDialect, ollamaGenerateDialect } from '../../../main/dialects/ollama/ollama-dialects.ts';
import { context, scenarios } from '../openai-chat/stream-scenarios.ts';

const folder = new URL('../../fixtures/ollama/', import.meta.url);
const chat = ollamaChatDialect.decodeRequest({ model: 'm', messages: [{ role: 'user', content: 'hi' }] }, {});

function write(events: readonly ChatEvent[], dialect: ClientDialect<string> = ollamaChatDialect): string {
  const encoder = dialect.createEncoder(chat, context);
  return events.map((event) => encoder.push(event)).join('');
}

describe('a streamed answer', () => {
  for (const [name, events] of Object.entries(scenarios)) {
    it(`of the scenario ${name} is as in its golden file, in both voices`, async () => {
      for (const [voice, dialect] of [
        ['chat', ollamaChatDialect],
        ['generate', ollamaGenerateDialect],
      ] as const) {
        const path = new URL(`streams/${name}.${voice}.golden.ndjson`, folder).pathname;
        await expect(write(events, dialect)).toMatchFileSnapshot(path);
      }
    });
  }

  it('holds each line alone, whatever line breaks the arguments have', () => {
    const stream = write([
      { type: 'start', dialect: 'anthropic' },
      { type: 'block-start', index: 0, block: { type: 'tool-use', id: 'a', name: 'f' } },
      { type: 'arguments-delta', index: 0, json: '{\r\n  "id": 12345678901234567890,\n "s": "a\\nb"\n}' },
      { type: 'block-stop', index: 0 },
      { type: 'finish', stopReason: 'tool_use', usage: {} },
    ]);
    const lines = stream.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('12345678901234567890');
    expect(JSON.parse(lines[0] ?? '').message.tool_calls[0].function.arguments.s).toBe('a\nb');
  });

  it('has a call that the model wrote badly, and not one that was cut', () => {
    const events = (stopReason: 'tool_use' | 'max_tokens'): ChatEvent[] => [
      { type: 'start', dialect: 'anthropic' },
      { type: 'block-start', index: 0, block: { type: 'tool-use', id: 'a', name: 'f' } },
      { type: 'arguments-delta', index: 0, json: '{"city":' },
      { type: 'block-stop', index: 0 },
      { type: 'finish', stopReason, usage: {} },
    ];
    expect(write(events('tool_use'))).toContain('"arguments":{"_raw":"{\\"city\\":"}');
    expect(write(events('max_tokens'))).not.toContain('tool_calls');
  });

  it('says why an answer was refused, where it says nothing else', () => {
    const stream = write([
      { type: 'start', dialect: 'anthropic' },
      { type: 'finish', stopReason: 'refusal', detail: 'Not this.', usage: {} },
    ]);
    expect(stream).toContain('"content":"Not this."');
  });
});

describe('a whole answer', () => {
  for (const [name, events] of Object.entries(scenarios)) {
    if (name === 'error') continue;
    it(`of the scenario ${name} is as in its golden file`, async () => {
      const answer = ollamaChatDialect.encodeAnswer(collect(events), chat, context);
      const path = new URL(`answers/${name}.golden.json`, folder).pathname;
      await expect(`${JSON.stringify(JSON.parse(stringifyJson(answer)), null, 2)}\n`).toMatchFileSnapshot(
        path,
      );
    });
  }
});
