import { isJsonObject, parseJsonObject } from '../../core/json.ts';
import type { ResolvedModel } from '../../core/provider.ts';
import type { AnthropicContext } from './anthropic-context.ts';
import { call } from './call.ts';
import { readText } from './read-text.ts';
import { describeModel } from './resolve-model.ts';

export interface ModelList {
  /** What the account may use; empty when the API cannot be asked. Asked once, then kept. */
  list(): Promise<readonly ResolvedModel[]>;
}

/** The account's models, one question at a time however many callers wait; a failed question is asked again. */
export function createModelList(context: AnthropicContext): ModelList {
  let known: Promise<readonly ResolvedModel[]> | undefined;
  return {
    list: () => {
      known ??= fetchModels(context).catch(() => {
        known = undefined;
        return [];
      });
      return known;
    },
  };
}

async function fetchModels(context: AnthropicContext): Promise<readonly ResolvedModel[]> {
  const response = await call(context, { method: 'GET', path: '/v1/models?limit=1000' });
  const data = parseJsonObject(await readText(response))?.['data'];
  return Array.isArray(data) ? data.flatMap(describe) : [];
}

function describe(item: unknown): ResolvedModel[] {
  if (!isJsonObject(item) || typeof item['id'] !== 'string') return [];
  const name = item['display_name'];
  return [describeModel(item['id'], typeof name === 'string' ? name : undefined)];
}
