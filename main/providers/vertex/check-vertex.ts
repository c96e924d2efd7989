import { toAppError } from '../../core/app-error.ts';
import { askOneWord, smallestModel } from '../../core/ask-one-word.ts';
import { type CheckStep, failedStep } from '../../core/check-step.ts';
import type { Cancellation, Provider, ResolvedModel } from '../../core/provider.ts';
import { vertexCure } from '../../dialects/vertex/decode-error.ts';
import { listGeminis } from './list-geminis.ts';
import type { VertexContext } from './vertex-context.ts';
import { listClaudes } from './vertex-models.ts';

/** Tries Vertex step by step: a token, Google's list, an answer. Stops where the next step could not work. */
export async function* checkVertex(
  provider: Provider,
  context: VertexContext,
  cancellation: Cancellation,
): AsyncGenerator<CheckStep> {
  const token = await checkToken(context);
  yield token;
  if (!token.ok) return;
  yield await checkList(context);
  yield await checkAnswer(provider, listClaudes(context.config), cancellation);
}

async function checkToken({ tokens, config }: VertexContext): Promise<CheckStep> {
  try {
    await tokens.get();
    const whose =
      config.credentials.source === 'keychain' ? 'the service account' : 'the default credentials';
    return { name: 'credentials', ok: true, detail: `Google gave a token for ${whose}.` };
  } catch (error) {
    return failedStep('credentials', error);
  }
}

async function checkList(context: VertexContext): Promise<CheckStep> {
  try {
    const found = await listGeminis(context);
    return {
      name: 'models',
      ok: true,
      detail: `Google lists ${found.length} Gemini models; Claude it does not list.`,
    };
  } catch (error) {
    return refusedStep('models', error);
  }
}

async function checkAnswer(
  provider: Provider,
  claudes: readonly ResolvedModel[],
  cancellation: Cancellation,
): Promise<CheckStep> {
  const model = smallestModel(claudes);
  if (model === undefined) return { name: 'answer', ok: false, detail: 'There is no model to ask.' };
  try {
    const text = await askOneWord(provider, model, cancellation);
    return { name: 'answer', ok: true, detail: `${model.id} answered "${text}".` };
  } catch (error) {
    return refusedStep('answer', error);
  }
}

/** A refusal with what the project's owner can do about it. */
function refusedStep(name: CheckStep['name'], error: unknown): CheckStep {
  const fix = vertexCure(toAppError(error));
  return fix === undefined ? failedStep(name, error) : { ...failedStep(name, error), fix };
}
