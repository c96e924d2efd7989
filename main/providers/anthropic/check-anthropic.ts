import { askOneWord, smallestModel } from '../../core/ask-one-word.ts';
import { type CheckStep, failedStep } from '../../core/check-step.ts';
import type { Cancellation, Provider } from '../../core/provider.ts';
import type { ApiKeySource } from './api-key.ts';

/** Tries the direct API step by step. Stops where the next step could not work. */
export async function* checkAnthropic(
  provider: Provider,
  apiKey: ApiKeySource,
  cancellation: Cancellation,
): AsyncGenerator<CheckStep> {
  const key = await checkKey(apiKey);
  yield key;
  if (!key.ok) return;
  const offered = await provider.list();
  const detail =
    offered.length > 0
      ? `The account offers ${offered.length} models.`
      : 'The model list was refused or empty.';
  yield { name: 'models', ok: offered.length > 0, detail };
  const model = smallestModel(offered) ?? (await provider.resolve('claude-haiku-4-5'));
  if (model === undefined) return;
  try {
    const text = await askOneWord(provider, model, cancellation);
    yield { name: 'answer', ok: true, detail: `${model.id} answered "${text}".` };
  } catch (error) {
    yield failedStep('answer', error);
  }
}

async function checkKey(apiKey: ApiKeySource): Promise<CheckStep> {
  try {
    await apiKey.get();
    return { name: 'credentials', ok: true, detail: 'There is an API key.' };
  } catch (error) {
    return failedStep('credentials', error);
  }
}
