import type { ChatEvent } from '../../../main/core/chat-event.ts';
import type { Restore } from '../../../main/core/codec.ts';
import { createEventGrammar } from '../../../main/core/event-grammar.ts';
import { createResponsesDecoder } from '../../../main/dialects/openai-responses/decode-stream.ts';

/** Records to events, and the events through the core's guard: what the rest of the program would see. */
export function decodeRecords(records: readonly (object | string)[], restore: Restore = {}): ChatEvent[] {
  const decoder = createResponsesDecoder(restore);
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
