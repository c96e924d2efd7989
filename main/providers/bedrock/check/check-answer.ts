import type { ChatRequest } from '../../../core/chat-request.ts';
import { createCollector } from '../../../core/collect.ts';
import { createEventGrammar } from '../../../core/event-grammar.ts';
import type { Cancellation, Provider, ResolvedModel, UpstreamAnswer } from '../../../core/provider.ts';
import { type CheckStep, failedStep } from './check-step.ts';

export interface AnswerCheck {
  readonly provider: Provider;
  /** A model name; the smallest the region offers when absent. */
  readonly model?: string;
  readonly cancellation: Cancellation;
  /** Milliseconds from an arbitrary start. */
  monotonic(): number;
}

const ACTION = 'bedrock:InvokeModelWithResponseStream';

/** Asks a model for one word, streamed: the only proof that everything is allowed. Costs some ten tokens. */
export async function checkAnswer(check: AnswerCheck): Promise<CheckStep> {
  try {
    const model = await chooseModel(check);
    if (model === undefined) return { name: 'answer', ok: false, detail: 'The region offers no such model.' };
    const started = check.monotonic();
    const answer = await check.provider.send(oneWord(model.id), model, check.cancellation);
    const text = await collectText(answer);
    const ms = Math.round(check.monotonic() - started);
    return {
      name: 'answer',
      ok: true,
      detail: `${model.id} answered "${text}" in ${ms} ms.`,
      iamAction: ACTION,
    };
  } catch (error) {
    return failedStep('answer', error, ACTION);
  }
}

async function chooseModel({ provider, model }: AnswerCheck): Promise<ResolvedModel | undefined> {
  if (model !== undefined) return provider.resolve(model);
  const offered = await provider.list();
  return (
    SMALLEST_FIRST.map((name) => offered.find(({ baseId }) => baseId.includes(name))).find(Boolean) ??
    offered[0]
  );
}

const SMALLEST_FIRST = ['haiku', 'sonnet', 'opus'];

function oneWord(model: string): ChatRequest {
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

async function collectText(answer: UpstreamAnswer): Promise<string> {
  const collector = createCollector();
  const grammar = createEventGrammar();
  try {
    for (let next = await answer.chunks.next(); !next.done; next = await answer.chunks.next()) {
      for (const event of answer.decoder.push(next.value)) {
        const checked = grammar.check(event);
        if (checked !== undefined) collector.push(checked);
      }
    }
    const blocks = collector.answer().blocks;
    return blocks
      .map((block) => block.text)
      .join('')
      .trim()
      .slice(0, 40);
  } finally {
    answer.close();
  }
}
