import { isJsonObject, parseJsonObject } from '../../core/json.ts';
import type { ResolvedModel } from '../../core/provider.ts';
import { call } from '../plain-api/call.ts';
import { readText } from '../plain-api/read-text.ts';
import { resolveListedModel } from '../plain-api/resolve-listed-model.ts';
import { tokenLimit } from '../plain-api/token-limit.ts';
import type { AntigravityContext } from './antigravity-context.ts';

/** The models the account may use, a map by their ids. @throws AppError */
export async function listModels({ api, project }: AntigravityContext): Promise<readonly ResolvedModel[]> {
  const id = await project();
  const response = await call(api, {
    method: 'POST',
    path: '/v1internal:fetchAvailableModels',
    body: JSON.stringify(id === undefined ? {} : { project: id }),
  });
  const models = parseJsonObject(await readText(response))?.['models'];
  if (!isJsonObject(models)) return [];
  return Object.entries(models).flatMap(([name, model]) => readModel(name, model));
}

/** Names of models that this access is known to have. */
const KNOWN_NAME = /^(gemini|claude|gpt-oss)-[A-Za-z0-9.-]+$/;

/** The model a name means. */
export function resolveModel(
  name: string,
  ownNames: { readonly [name: string]: string },
  known: () => Promise<readonly ResolvedModel[]>,
): Promise<ResolvedModel | undefined> {
  return resolveListedModel(name, {
    ownNames,
    isPlausible: (id) => KNOWN_NAME.test(id),
    known,
    describe: describeModel,
  });
}

function readModel(id: string, model: unknown): ResolvedModel[] {
  if (!isJsonObject(model)) return [];
  const { displayName, maxTokens, maxOutputTokens } = model;
  return [
    {
      ...describeModel(id),
      displayName: typeof displayName === 'string' && displayName !== '' ? displayName : id,
      contextTokens: tokenLimit(maxTokens),
      maxOutputTokens: tokenLimit(maxOutputTokens),
    },
  ];
}

function describeModel(id: string): ResolvedModel {
  return { id, baseId: `google.${id}`, displayName: id, scope: 'global' };
}
