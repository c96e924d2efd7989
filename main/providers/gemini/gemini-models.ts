import { isJsonObject, type JsonObject, parseJsonObject } from '../../core/json.ts';
import type { ResolvedModel } from '../../core/provider.ts';
import { call } from '../plain-api/call.ts';
import type { PlainApi } from '../plain-api/plain-api.ts';
import { readText } from '../plain-api/read-text.ts';
import { resolveListedModel } from '../plain-api/resolve-listed-model.ts';
import { tokenLimit } from '../plain-api/token-limit.ts';

/** More pages than Google has models. */
const MOST_PAGES = 10;

/** The models that chat, by Google's own list. @throws AppError */
export async function listModels(api: PlainApi): Promise<readonly ResolvedModel[]> {
  const models: ResolvedModel[] = [];
  let token = '';
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const next = token === '' ? '' : `&pageToken=${encodeURIComponent(token)}`;
    const response = await call(api, { method: 'GET', path: `/models?pageSize=1000${next}` });
    const body = parseJsonObject(await readText(response)) ?? {};
    if (Array.isArray(body['models'])) models.push(...body['models'].flatMap(readModel));
    token = typeof body['nextPageToken'] === 'string' ? body['nextPageToken'] : '';
    if (token === '') break;
  }
  return models;
}

/** Names of models that Google makes for chats, whether its list can be had or not. */
const CHAT_NAME = /^((gemini|gemma|learnlm)-[A-Za-z0-9.-]+|tunedModels\/[a-z0-9-]+)$/;

/** Listed under the same verb, but made for pictures, speech or embeddings. */
const NO_CHAT = /embedding|image|tts|audio|-live|robotics|computer-use/;

/** The model a name means, with or without the collection it is in. */
export function resolveModel(
  name: string,
  ownNames: { readonly [name: string]: string },
  known: () => Promise<readonly ResolvedModel[]>,
): Promise<ResolvedModel | undefined> {
  return resolveListedModel(name, {
    ownNames,
    toId: (given) => given.replace(/^(models|google)\//, ''),
    isPlausible: (id) => CHAT_NAME.test(id),
    known,
    describe: (id) => describeModel(id, {}),
  });
}

function readModel(item: unknown): ResolvedModel[] {
  if (!isJsonObject(item) || typeof item['name'] !== 'string') return [];
  const id = item['name'].replace(/^models\//, '');
  const methods = item['supportedGenerationMethods'];
  const chats = Array.isArray(methods) && methods.includes('generateContent') && !NO_CHAT.test(id);
  return chats ? [describeModel(id, item)] : [];
}

function describeModel(id: string, item: JsonObject): ResolvedModel {
  const { displayName } = item;
  return {
    id,
    baseId: `google.${id}`,
    displayName: typeof displayName === 'string' && displayName !== '' ? displayName : id,
    scope: 'global',
    contextTokens: tokenLimit(item['inputTokenLimit']),
    maxOutputTokens: tokenLimit(item['outputTokenLimit']),
  };
}
