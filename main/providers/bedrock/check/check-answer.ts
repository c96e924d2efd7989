import { askOneWord, smallestModel } from '../../../core/ask-one-word.ts';
import { type CheckStep, failedStep } from '../../../core/check-step.ts';
import type { Cancellation } from '../../../core/provider.ts';
import type { BedrockProvider } from '../bedrock-provider.ts';

export interface AnswerCheck {
  readonly provider: BedrockProvider;
  /** A model name; the smallest the region offers when absent. */
  readonly model?: string;
  readonly cancellation: Cancellation;
  /** Milliseconds from an arbitrary start. */
  monotonic(): number;
}

const ACTIONS = {
  invoke: 'bedrock:InvokeModelWithResponseStream',
  mantle: 'bedrock-mantle:CreateInference',
} as const;

/** Lets a model answer one word. */
export async function checkAnswer(check: AnswerCheck): Promise<CheckStep> {
  const { provider, model: name, cancellation } = check;
  const action = ACTIONS[provider.context.config.api];
  try {
    const model = name === undefined ? smallestModel(await provider.list()) : await provider.resolve(name);
    if (model === undefined) return { name: 'answer', ok: false, detail: 'The region offers no such model.' };
    const started = check.monotonic();
    const { text, usage } = await askOneWord(provider, model, cancellation);
    const ms = Math.round(check.monotonic() - started);
    const detail = `${model.id} answered "${text}" in ${ms} ms.`;
    return { name: 'answer', ok: true, detail, iamAction: action, answered: { ...model, usage } };
  } catch (error) {
    return failedStep('answer', error, action);
  }
}
