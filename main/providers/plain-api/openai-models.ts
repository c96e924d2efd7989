import { AppError } from '../../core/app-error.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import type { ResolvedModel } from '../../core/provider.ts';
import { call } from './call.ts';
import type { PlainApi } from './plain-api.ts';
import { readText } from './read-text.ts';
import { tokenLimit } from './token-limit.ts';

/** What the user says of a provider's models. */
export interface ModelSettings {
  /** Own names for the upstream's ids. Where there are any, no others are offered. */
  readonly models: { readonly [name: string]: string };
  readonly contextTokens?: number;
}

/** The models of `GET /models`, or the user's own list where there is one. @throws AppError */
export async function fetchOpenaiModels(
  api: PlainApi,
  { models, contextTokens }: ModelSettings,
): Promise<readonly ResolvedModel[]> {
  const named = Object.entries(models);
  if (named.length > 0)
    return named.map(([name, id]) => ({
      ...describe({ id, displayName: name, contextTokens }),
      baseId: name,
    }));
  const response = await call(api, { method: 'GET', path: '/models' });
  return readList(await readText(response))
    .flatMap(readModel)
    .map((model) => describe({ ...model, contextTokens: contextTokens ?? model.contextTokens }));
}

/** The model a name means: one of the user's own, or one of the list. @throws AppError when the list cannot be had */
export async function resolveOpenaiModel(
  name: string,
  known: () => Promise<readonly ResolvedModel[]>,
): Promise<ResolvedModel | undefined> {
  const models = await known();
  return models.find(({ baseId }) => baseId === name) ?? models.find(({ id }) => id === name);
}

interface Described {
  readonly id: string;
  readonly displayName: string;
  readonly contextTokens?: number;
  readonly maxOutputTokens?: number;
}

function describe(model: Described): ResolvedModel {
  return { ...model, baseId: model.id, scope: 'global' };
}

/** OpenAI's form; some servers leave the frame away or call it `models`. */
function readList(text: string): readonly unknown[] {
  const body = parse(text);
  if (Array.isArray(body)) return body;
  const list = isJsonObject(body) ? (body['data'] ?? body['models']) : undefined;
  if (Array.isArray(list)) return list;
  throw new AppError({
    code: 'upstream_error',
    retry: 'next',
    message:
      "The provider's model list is in no known form. Check its base URL, or name its models in the settings.",
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Models that answer no chat, by OpenAI's names, which local servers follow. */
const NO_CHAT =
  /embed|whisper|tts|dall-e|moderation|transcribe|realtime|rerank|^sora|^gpt-image|^chatgpt-image|^gpt-audio|^babbage|^davinci|-instruct-\d{4}$/i;

function readModel(item: unknown): Described[] {
  if (!isJsonObject(item) || typeof item['id'] !== 'string' || NO_CHAT.test(item['id'])) return [];
  const { id, name } = item;
  const top = isJsonObject(item['top_provider']) ? item['top_provider'] : {};
  return [
    {
      id,
      displayName: typeof name === 'string' && name !== '' ? name : id,
      contextTokens: contextOf(item),
      maxOutputTokens: tokenLimit(top['max_completion_tokens']) ?? tokenLimit(item['max_completion_tokens']),
    },
  ];
}

/** Each server has its own name for it: vLLM, OpenRouter, Groq, LM Studio, llama.cpp. */
function contextOf(item: JsonObject): number | undefined {
  const meta = isJsonObject(item['meta']) ? item['meta'] : {};
  return (
    tokenLimit(item['max_model_len']) ??
    tokenLimit(item['context_length']) ??
    tokenLimit(item['context_window']) ??
    tokenLimit(item['max_context_length']) ??
    tokenLimit(meta['n_ctx_train'])
  );
}
