import { isJsonObject, parseJsonObject } from '../../core/json.ts';
import type { ResolvedModel } from '../../core/provider.ts';
import { bareModelName } from '../../dialects/vertex/model-name.ts';
import { call } from '../plain-api/call.ts';
import { readText } from '../plain-api/read-text.ts';
import { withFreshToken } from '../plain-api/with-fresh-token.ts';
import type { VertexContext } from './vertex-context.ts';
import { describeGemini } from './vertex-models.ts';

/** Gemini's chat models by Google's own list. @throws AppError */
export async function listGeminis(context: VertexContext): Promise<readonly ResolvedModel[]> {
  const response = await withFreshToken(context, () =>
    call(context.api, { method: 'GET', path: '/v1beta1/publishers/google/models?pageSize=1000' }),
  );
  const models = parseJsonObject(await readText(response))?.['publisherModels'];
  return Array.isArray(models) ? models.flatMap((model) => describe(model, context)) : [];
}

/** The list also has embeddings, images and speech. */
const CHAT_MODEL = /^gemini-(?!.*(?:embedding|image|tts|live|audio))/;

function describe(model: unknown, { config }: VertexContext): ResolvedModel[] {
  if (!isJsonObject(model) || typeof model['name'] !== 'string') return [];
  const id = bareModelName(model['name']);
  return CHAT_MODEL.test(id) ? [describeGemini(id, config)] : [];
}
