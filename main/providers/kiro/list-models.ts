import { AppError } from '../../core/app-error.ts';
import { isJsonObject, type JsonObject, parseJsonObject } from '../../core/json.ts';
import type { ResolvedModel } from '../../core/provider.ts';
import { call } from '../plain-api/call.ts';
import { readText } from '../plain-api/read-text.ts';
import { tokenLimit } from '../plain-api/token-limit.ts';
import { withFreshToken } from '../plain-api/with-fresh-token.ts';
import { operation, profileOf } from './kiro-api.ts';
import type { KiroContext } from './kiro-context.ts';

/** More pages than any account has models for. */
const MAX_PAGES = 10;

/** The models the account may use. @throws AppError */
export async function listKiroModels(context: KiroContext): Promise<readonly ResolvedModel[]> {
  const models: ResolvedModel[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await withFreshToken(context, () => ask(context, nextToken), REFUSED_STATUS);
    const found = answer['models'];
    if (Array.isArray(found)) models.push(...found.flatMap(describe));
    nextToken = textOf(answer['nextToken']);
    if (nextToken === undefined) break;
  }
  return models;
}

/** What the service says to a token that it does not take. */
export const REFUSED_STATUS = 403;

async function ask(context: KiroContext, nextToken: string | undefined): Promise<JsonObject> {
  const { api, config, tokens } = context;
  const profileArn = profileOf(config, tokens);
  const response = await call(api, {
    method: 'POST',
    path: '/',
    headers: operation('account', 'ListAvailableModels'),
    body: JSON.stringify({ origin: 'AI_EDITOR', profileArn, nextToken }),
  });
  const answer = parseJsonObject(await readText(response));
  if (answer !== undefined) return answer;
  throw new AppError({
    code: 'upstream_error',
    retry: 'next',
    message: 'Kiro answered the question for its models with no JSON.',
  });
}

function describe(item: unknown): ResolvedModel[] {
  if (!isJsonObject(item)) return [];
  const id = textOf(item['modelId']);
  if (id === undefined) return [];
  const limits = isJsonObject(item['tokenLimits']) ? item['tokenLimits'] : {};
  return [
    {
      ...kiroModel(id),
      displayName: textOf(item['modelName']) ?? id,
      contextTokens: tokenLimit(limits['maxInputTokens']),
      maxOutputTokens: tokenLimit(limits['maxOutputTokens']),
    },
  ];
}

/** A model of which no more than the id is known. Kiro bills in credits of its own, so no price list has it. */
export function kiroModel(id: string): ResolvedModel {
  return { id, baseId: `kiro.${id}`, displayName: id, scope: 'global' };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
