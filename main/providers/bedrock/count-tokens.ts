import { toAppError } from '../../core/app-error.ts';
import { isJsonObject, type JsonObject, parseJsonObject } from '../../core/json.ts';
import type { TokenCount } from '../../core/provider.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import { estimateTokens } from '../../dialects/anthropic/count-tokens.ts';
import { encodeBase64Text } from '../../framing/base64-text.ts';
import { mapKept } from './body/map-kept.ts';
import { withoutKeys } from './body/without-keys.ts';
import { correctedRules, encodeForBedrock } from './encode-for-bedrock.ts';
import { invokeModel } from './invoke-model.ts';
import { readText } from './read-text.ts';
import type { SendContext, Sending } from './send.ts';

/** CountTokens takes no longer id. */
const MAX_ID_CHARS = 256;

/** What the counter refuses although the model takes it. */
const NOT_COUNTED: readonly string[] = ['strict', 'defer_loading', 'input_examples'];

/**
 * Asks Bedrock to count, by the model's own id and then by its profile (which of the two works depends on the model);
 * where neither does, a guess that says it is one.
 * @throws AppError when the request itself cannot be carried, or was cancelled.
 */
export async function countTokens(context: SendContext, sending: Sending): Promise<TokenCount> {
  const { request, model } = sending;
  const corrections = context.corrections.of(model.id);
  const rules = correctedRules(model, corrections);
  const { body } = encodeForBedrock(request, rules, {
    corrections,
    defaultMaxTokens: context.defaultMaxTokens,
  });
  const input = { input: { invokeModel: { body: encodeBase64Text(stringifyJson(countable(body))) } } };
  const ids = [...new Set([model.baseId, model.id])].filter((id) => id.length <= MAX_ID_CHARS);
  for (const modelId of context.counters.idsFor(model.id, ids)) {
    const counted = await ask(context, sending, { modelId, body: JSON.stringify(input) });
    if (counted === undefined) continue;
    context.counters.learn(model.id, modelId);
    return { inputTokens: counted, estimated: false };
  }
  context.counters.learn(model.id, undefined);
  return { inputTokens: estimateTokens(request), estimated: true };
}

/** Undefined when this id is not counted, or nobody answers: an estimate serves the client better than an error. */
async function ask(
  context: SendContext,
  { cancellation }: Sending,
  question: { readonly modelId: string; readonly body: string },
): Promise<number | undefined> {
  try {
    const outcome = await invokeModel(context, { ...question, operation: 'count-tokens', cancellation });
    return outcome.ok ? readCount(await readText(outcome.response)) : undefined;
  } catch (error) {
    if (toAppError(error).code === 'cancelled') throw error;
    return undefined;
  }
}

function countable(body: JsonObject): JsonObject {
  const { tools } = body;
  if (!Array.isArray(tools)) return body;
  return {
    ...body,
    tools: mapKept(tools, (tool) => (isJsonObject(tool) ? withoutKeys(tool, NOT_COUNTED) : tool)),
  };
}

function readCount(text: string): number | undefined {
  const tokens = parseJsonObject(text)?.['inputTokens'];
  return typeof tokens === 'number' ? tokens : undefined;
}
