import type { ChatAnswer } from './chat-answer.ts';
import type { ChatEvent } from './chat-event.ts';
import type { ChatRequest } from './chat-request.ts';
import { createCollector } from './collect.ts';
import { createEventGrammar } from './event-grammar.ts';
import type { Cancellation, Provider, ResolvedModel, UpstreamAnswer } from './provider.ts';
import type { Usage } from './usage.ts';

/** What came back, and what it used. */
export interface OneWord {
  readonly text: string;
  readonly usage: Usage;
}

/**
 * Asks a model for one word, streamed: the only proof that everything is allowed. Costs some ten tokens.
 * @throws AppError what the provider or the stream says
 */
export async function askOneWord(
  provider: Provider,
  model: ResolvedModel,
  cancellation: Cancellation,
): Promise<OneWord> {
  const answer = await provider.send(oneWord(model.id), model, cancellation);
  try {
    const { blocks, usage } = await collectAnswer(answer);
    const text = blocks.map((block) => block.text).join('');
    return { text: text.trim().slice(0, 40), usage };
  } finally {
    answer.close();
  }
}

const SMALLEST_FIRST = ['haiku', 'sonnet', 'opus'];

/** The cheapest of the models offered; undefined when there is none. */
export function smallestModel(offered: readonly ResolvedModel[]): ResolvedModel | undefined {
  const found = SMALLEST_FIRST.map((name) => offered.find(({ baseId }) => baseId.includes(name)));
  return found.find(Boolean) ?? offered[0];
}

/** The smallest question there is. */
export function oneWord(model: string): ChatRequest {
  return {
    dialect: 'anthropic',
    model,
    stream: true,
    system: [],
    messages: [{ role: 'user', content: [{ type: 'text', text: 'Answer with the one word: ready' }] }],
    tools: [],
    maxTokens: 16,
    stopSequences: [],
    reasoning: { mode: 'off' },
    betas: [],
    warnings: [],
    extensions: {},
  };
}

async function collectAnswer({ chunks, decoder }: UpstreamAnswer): Promise<ChatAnswer> {
  const collector = createCollector();
  const grammar = createEventGrammar();
  const take = (events: readonly ChatEvent[]): void => {
    for (const event of events) {
      const checked = grammar.check(event);
      if (checked !== undefined) collector.push(checked);
    }
  };
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) take(decoder.push(next.value));
  // Some formats finish where their bytes do.
  take(decoder.end());
  return collector.answer();
}
