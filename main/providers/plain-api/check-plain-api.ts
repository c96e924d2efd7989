import { askOneWord, smallestModel } from '../../core/ask-one-word.ts';
import { type CheckStep, failedStep } from '../../core/check-step.ts';
import type { Cancellation, Provider, ResolvedModel } from '../../core/provider.ts';
import type { ApiKeySource } from './api-key-source.ts';
import type { ModelList } from './model-list.ts';

/** What is tried, and with what. */
export interface Checked {
  readonly provider: Provider;
  readonly apiKey: ApiKeySource;
  readonly models: ModelList;
  /** The model to ask where the API lists none; a name the provider can resolve. */
  readonly knownModel?: string;
  /** The cheapest of the models offered, where Claude's names do not tell it. */
  cheapest?(offered: readonly ResolvedModel[]): ResolvedModel | undefined;
}

/** Tries a plain API step by step: its key, its list, an answer. Stops where the next step could not work. */
export async function* checkPlainApi(
  checked: Checked,
  cancellation: Cancellation,
): AsyncGenerator<CheckStep> {
  const key = await checkKey(checked.apiKey);
  yield key;
  if (!key.ok) return;
  const { step, offered } = await checkModels(checked.models);
  yield step;
  const model = (checked.cheapest ?? smallestModel)(offered) ?? (await resolveKnown(checked));
  if (model !== undefined) yield await checkAnswer(checked.provider, model, cancellation);
}

async function checkKey(apiKey: ApiKeySource): Promise<CheckStep> {
  try {
    const key = await apiKey.get();
    const detail = key === '' ? 'No API key is configured.' : 'There is an API key.';
    return { name: 'credentials', ok: true, detail };
  } catch (error) {
    return failedStep('credentials', error);
  }
}

async function checkModels(
  models: ModelList,
): Promise<{ step: CheckStep; offered: readonly ResolvedModel[] }> {
  try {
    const offered = await models.ask();
    const ok = offered.length > 0;
    const detail = ok ? `The account offers ${offered.length} models.` : 'The model list is empty.';
    return { step: { name: 'models', ok, detail }, offered };
  } catch (error) {
    return { step: failedStep('models', error), offered: [] };
  }
}

async function resolveKnown({ provider, knownModel }: Checked): Promise<ResolvedModel | undefined> {
  return knownModel === undefined ? undefined : provider.resolve(knownModel);
}

async function checkAnswer(
  provider: Provider,
  model: ResolvedModel,
  cancellation: Cancellation,
): Promise<CheckStep> {
  try {
    const { text, usage } = await askOneWord(provider, model, cancellation);
    const detail = `${model.id} answered "${text}".`;
    return { name: 'answer', ok: true, detail, answered: { ...model, usage } };
  } catch (error) {
    return failedStep('answer', error);
  }
}
