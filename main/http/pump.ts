import { type AppError, toAppError } from '../core/app-error.ts';
import type { ChatEvent } from '../core/chat-event.ts';
import { createEventGrammar } from '../core/event-grammar.ts';
import type { OpenAnswer } from './engine.ts';

/** Where the events of an answer go. */
export interface EventSink {
  push(event: ChatEvent): void;
  /** Called once per upstream chunk: writes what `push` gathered. A promise means: wait before the next chunk. */
  flush(): Promise<void> | undefined;
}

/**
 * Moves one answer from upstream to the client: bytes -> events -> grammar -> meter -> sink. Whatever happens, the sink
 * gets exactly one `finish` or `error`, last. Returns the error, undefined after a complete answer.
 * @param explain puts a cause of our own (a shutdown) before what the broken connection says
 */
export async function pump(
  answer: OpenAnswer,
  sink: EventSink,
  explain: (thrown: unknown) => unknown,
): Promise<AppError | undefined> {
  const grammar = createEventGrammar();
  let failure: AppError | undefined;

  function pass(event: ChatEvent): void {
    if (event.type === 'error') failure = event.error;
    answer.see(event);
    sink.push(event);
  }

  function take(events: readonly ChatEvent[]): void {
    for (const event of events) {
      const checked = grammar.check(event);
      if (checked !== undefined) pass(checked);
    }
  }

  try {
    take(answer.firstEvents);
    await sink.flush();
    while (!grammar.isDone) {
      const next = await answer.chunks.next();
      take(next.done === true ? answer.decoder.end() : answer.decoder.push(next.value));
      const full = sink.flush();
      if (full !== undefined) await full;
      if (next.done === true) break;
    }
  } catch (thrown) {
    failure = toAppError(explain(thrown));
    take([{ type: 'error', error: failure }]);
  }
  const missing = grammar.end();
  if (missing !== undefined) pass(missing);
  await sink.flush();
  return failure;
}
