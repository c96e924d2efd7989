import { isJsonObject, type JsonObject, parseJsonObject } from '../../core/json.ts';
import type { ModelCapabilities } from '../../core/model-capabilities.ts';
import type { ResolvedModel } from '../../core/provider.ts';
import { call } from '../plain-api/call.ts';
import type { PlainApi } from '../plain-api/plain-api.ts';
import { readText } from '../plain-api/read-text.ts';
import { tokenLimit } from '../plain-api/token-limit.ts';

/** The server's chat models, each asked for its size and for what it can do. @throws AppError when the server cannot be asked */
export async function fetchOllamaModels(
  api: PlainApi,
  contextTokens: number | undefined,
): Promise<readonly ResolvedModel[]> {
  const response = await call(api, { method: 'GET', path: '/api/tags' });
  const list = parseJsonObject(await readText(response))?.['models'];
  const names = Array.isArray(list) ? list.flatMap(nameOf) : [];
  const models = await Promise.all(names.map((name) => describe(api, name, contextTokens)));
  return models.flat();
}

function nameOf(item: unknown): string[] {
  const name = isJsonObject(item) ? (item['model'] ?? item['name']) : undefined;
  return typeof name === 'string' && name !== '' ? [name] : [];
}

async function describe(
  api: PlainApi,
  name: string,
  contextTokens: number | undefined,
): Promise<readonly ResolvedModel[]> {
  const shown = await show(api, name);
  const { capabilities: words } = shown;
  const isTold = Array.isArray(words);
  if (isTold && !words.includes('completion')) return [];
  return [
    {
      id: name,
      baseId: name.replace(/:latest$/, ''),
      displayName: name,
      scope: 'in-region',
      contextTokens: contextTokens ?? contextOf(shown),
      capabilities: isTold ? capabilitiesIn(words) : undefined,
    },
  ];
}

/** Documents that are not text are not for Ollama at all. */
function capabilitiesIn(words: readonly unknown[]): ModelCapabilities {
  return {
    tools: words.includes('tools'),
    images: words.includes('vision'),
    documents: false,
    reasoning: words.includes('thinking'),
  };
}

/** A model that cannot be shown can be used all the same. */
async function show(api: PlainApi, model: string): Promise<JsonObject> {
  try {
    const body = JSON.stringify({ model });
    const response = await call(api, { method: 'POST', path: '/api/show', body });
    return parseJsonObject(await readText(response)) ?? {};
  } catch {
    return {};
  }
}

/** `<architecture>.context_length`. */
function contextOf({ model_info: info }: JsonObject): number | undefined {
  if (!isJsonObject(info)) return undefined;
  return tokenLimit(info[`${info['general.architecture']}.context_length`]);
}
