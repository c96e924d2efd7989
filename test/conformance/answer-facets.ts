import type { ChatEvent } from '../../main/core/chat-event.ts';
import { collect } from '../../main/core/collect.ts';
import { createEventGrammar } from '../../main/core/event-grammar.ts';

/** What an answer means, apart by what can be lost apart. */
export interface AnswerFacets {
  readonly text: string;
  readonly thinking: string;
  readonly calls: readonly { readonly name: string; readonly arguments: unknown }[];
  readonly 'stop reason': string;
  readonly 'stop sequence': string | undefined;
  readonly 'input tokens': number | undefined;
  readonly 'cache reads': number | undefined;
  readonly 'cache writes': number | undefined;
  readonly 'output tokens': number | undefined;
  readonly 'reasoning tokens': number | undefined;
}

export type AnswerFacet = keyof AnswerFacets;

/** What came of a stream: its meaning, or the error it ended with. */
export type Heard =
  | { readonly facets: AnswerFacets; readonly error?: undefined }
  | { readonly error: string; readonly facets?: undefined };

/** Runs events through the grammar that guards every stream. */
export function guarded(events: readonly ChatEvent[]): readonly ChatEvent[] {
  const grammar = createEventGrammar();
  const checked = events.flatMap((event) => grammar.check(event) ?? []);
  const end = grammar.end();
  return end === undefined ? checked : [...checked, end];
}

/** The meaning of guarded events. */
export function hear(events: readonly ChatEvent[]): Heard {
  const error = events.find((event) => event.type === 'error');
  if (error?.type === 'error') return { error: error.error.code };
  const { blocks, stopReason, stopSequence, usage } = collect(events);
  return {
    facets: {
      text: blocks.map(({ text }) => text).join(''),
      thinking: blocks.map(({ thinking }) => thinking).join(''),
      calls: blocks.flatMap(({ start, arguments: json }) =>
        start.type === 'tool-use'
          ? [{ name: start.name, arguments: json === '' ? {} : JSON.parse(json) }]
          : [],
      ),
      'stop reason': stopReason,
      'stop sequence': stopSequence,
      'input tokens': counted(usage.inputTokens),
      'cache reads': counted(usage.cacheReadTokens),
      'cache writes': counted(usage.cacheWriteTokens),
      'output tokens': counted(usage.outputTokens),
      'reasoning tokens': counted(usage.reasoningTokens),
    },
  };
}

/** Formats whose types demand a number write 0 for what was not counted. */
function counted(tokens: number | undefined): number | undefined {
  return tokens === 0 ? undefined : tokens;
}
