import { toAppError } from '../../core/app-error.ts';
import type { ChatRequest } from '../../core/chat-request.ts';
import { isJsonObject, type JsonObject, parseJsonObject } from '../../core/json.ts';
import type { Sending, TokenCount } from '../../core/provider.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import { estimateTokens } from '../../dialects/anthropic/count-tokens.ts';
import { encodeBase64Text } from '../../framing/base64-text.ts';
import { mapKept } from './body/map-kept.ts';
import { withoutKeys } from './body/without-keys.ts';
import { correctedRules, encodeForBedrock } from './encode-for-bedrock.ts';
import type { BedrockFault } from './faults/bedrock-fault.ts';
import { invokeModel } from './invoke-model.ts';
import { readText } from './read-text.ts';
import type { SendContext } from './send.ts';

/** CountTokens takes no longer id. */
const MAX_ID_CHARS = 256;

/** Clients count before every turn and wait for it: a guess now beats a count after a minute. Milliseconds. */
export const COUNT_TIMEOUTS = { connect: 2_000, firstByte: 5_000, idle: 5_000 };

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
    if (counted === 'refused') continue;
    if (counted === 'no answer') return guess(request);
    context.counters.learn(model.id, modelId);
    return { inputTokens: counted, estimated: false };
  }
  context.counters.learn(model.id, undefined);
  return guess(request);
}

function guess(request: ChatRequest): TokenCount {
  return { inputTokens: estimateTokens(request), estimated: true };
}

/** `refused`: this id is not counted here. `no answer`: not now; that says nothing about the next time. */
type Counted = number | 'refused' | 'no answer';

/** An estimate serves the client better than an error, so only a client that hung up gets one. */
async function ask(
  context: SendContext,
  { cancellation }: Sending,
  question: { readonly modelId: string; readonly body: string },
): Promise<Counted> {
  const call = { ...question, operation: 'count-tokens', cancellation, timeouts: COUNT_TIMEOUTS } as const;
  try {
    const outcome = await invokeModel(context, call);
    if (outcome.ok) return readCount(await readText(outcome.response)) ?? 'refused';
    return isPassing(outcome.fault) ? 'no answer' : 'refused';
  } catch (error) {
    if (toAppError(error).code === 'cancelled') throw error;
    return 'no answer';
  }
}

function isPassing({ status }: BedrockFault): boolean {
  return status === 429 || status >= 500;
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
