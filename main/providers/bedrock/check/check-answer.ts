import { askOneWord, smallestModel } from '../../../core/ask-one-word.ts';
import { type CheckStep, failedStep } from '../../../core/check-step.ts';
import type { Cancellation, Provider } from '../../../core/provider.ts';

export interface AnswerCheck {
  readonly provider: Provider;
  /** A model name; the smallest the region offers when absent. */
  readonly model?: string;
  readonly cancellation: Cancellation;
  /** Milliseconds from an arbitrary start. */
  monotonic(): number;
}

const ACTION = 'bedrock:InvokeModelWithResponseStream';

/** Lets a model answer one word. */
export async function checkAnswer(check: AnswerCheck): Promise<CheckStep> {
  const { provider, model: name, cancellation } = check;
  try {
    const model = name === undefined ? smallestModel(await provider.list()) : await provider.resolve(name);
    if (model === undefined) return { name: 'answer', ok: false, detail: 'The region offers no such model.' };
    const started = check.monotonic();
    const text = await askOneWord(provider, model, cancellation);
    const ms = Math.round(check.monotonic() - started);
    const detail = `${model.id} answered "${text}" in ${ms} ms.`;
    return { name: 'answer', ok: true, detail, iamAction: ACTION };
  } catch (error) {
    return failedStep('answer', error, ACTION);
  }
}
