import type { ChatEvent } from '../../../main/core/chat-event.ts';
import { createEventGrammar } from '../../../main/core/event-grammar.ts';
import { ollamaUpstream } from '../../../main/dialects/ollama/ollama-upstream.ts';

/** Bytes, cut where told, to events, and the events through the core's guard: what the rest of the program would see. */
export function readStream(text: string, cuts: readonly number[] = []): ChatEvent[] {
  const bytes = Buffer.from(text, 'utf8');
  const decoder = ollamaUpstream.createDecoder({});
  const grammar = createEventGrammar();
  const events: ChatEvent[] = [];
  const see = (event: ChatEvent): void => {
    const checked = grammar.check(event);
    if (checked !== undefined) events.push(checked);
  };
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  let from = 0;
  for (const end of ends) {
    decoder.push(bytes.subarray(from, end)).forEach(see);
    from = end;
  }
  decoder.end().forEach(see);
  const missing = grammar.end();
  return missing === undefined ? events : [...events, missing];
}

export const HEAD = { model: 'm', created_at: '2026-01-01T00:00:00Z' };

/** One line of `/api/chat` as the server writes it. */
export function line(message: object, members: object = {}): string {
  return `${JSON.stringify({ ...HEAD, message: { role: 'assistant', content: '', ...message }, done: false, ...members })}\n`;
}

export const DONE = line({}, { done: true, done_reason: 'stop', prompt_eval_count: 50, eval_count: 20 });
