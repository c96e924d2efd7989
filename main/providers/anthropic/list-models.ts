import { isJsonObject, parseJsonObject } from '../../core/json.ts';
import type { ResolvedModel } from '../../core/provider.ts';
import { call } from '../plain-api/call.ts';
import type { PlainApi } from '../plain-api/plain-api.ts';
import { readText } from '../plain-api/read-text.ts';
import { describeModel } from './resolve-model.ts';

/** The account's models. @throws AppError */
export async function listModels(api: PlainApi): Promise<readonly ResolvedModel[]> {
  const response = await call(api, { method: 'GET', path: '/v1/models?limit=1000' });
  const data = parseJsonObject(await readText(response))?.['data'];
  return Array.isArray(data) ? data.flatMap(describe) : [];
}

function describe(item: unknown): ResolvedModel[] {
  if (!isJsonObject(item) || typeof item['id'] !== 'string') return [];
  const name = item['display_name'];
  return [describeModel(item['id'], typeof name === 'string' ? name : undefined)];
}
