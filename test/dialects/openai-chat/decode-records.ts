import type { ChatEvent } from '../../../main/core/chat-event.ts';
import type { Restore } from '../../../main/core/codec.ts';
import { createEventGrammar } from '../../../main/core/event-grammar.ts';
import { createOpenaiChatDecoder } from '../../../main/dialects/openai-chat/decode-stream.ts';

/** Records to events, and the events through the core's guard: what the rest of the program would see. */
export function decodeRecords(records: readonly (object | string)[], restore: Restore = {}): ChatEvent[] {
  const decoder = createOpenaiChatDecoder(restore);
  const grammar = createEventGrammar();
  const events: ChatEvent[] = [];
  const see = (event: ChatEvent) => {
    const checked = grammar.check(event);
    if (checked !== undefined) events.push(checked);
  };
  for (const record of records) {
    decoder.push(typeof record === 'string' ? record : JSON.stringify(record)).forEach(see);
  }
  decoder.end().forEach(see);
  const missing = grammar.end();
  return missing === undefined ? events : [...events, missing];
}

export function chunk(delta: object, finish: string | null = null): object {
  return {
    id: 'c-1',
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason: finish }],
  };
}

/** A fragment of a tool call. */
export function call(index: number | undefined, members: object): object {
  return chunk({ tool_calls: [{ index, ...members }] });
}

export function named(index: number | undefined, id: string | undefined, name: string, args = ''): object {
  return call(index, { id, type: 'function', function: { name, arguments: args } });
}

export function args(index: number | undefined, fragment: string): object {
  return call(index, { function: { arguments: fragment } });
}
