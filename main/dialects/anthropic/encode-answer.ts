import type { AnswerBlock, ChatAnswer } from '../../core/chat-answer.ts';
import type { ChatRequest } from '../../core/chat-request.ts';
import type { AnswerContext } from '../../core/codec.ts';
import { isJsonObject, type JsonObject, parseJsonObject } from '../../core/json.ts';
import { withoutBedrockKeys } from './bedrock-keys.ts';
import { emptyMessage } from './empty-message.ts';
import { encodeAnswerBlock } from './encode-answer-block.ts';
import { encodeStopReason } from './stop-reason.ts';
import { encodeUsage, encodeUsageDelta } from './usage.ts';

/**
 * The body of a whole answer. One that an Anthropic upstream gave starts from its own `message_start` and
 * `message_delta`, so that members this version does not know are kept. May hold `RawJson`: write it with `stringifyJson`.
 */
export function encodeAnswer(answer: ChatAnswer, request: ChatRequest, context: AnswerContext): JsonObject {
  const message = startOf(answer) ?? emptyMessage(answer, request, context);
  return {
    ...message,
    model: request.model,
    content: answer.blocks.flatMap((block) => encodeBlock(block, answer)),
    ...stopOf(answer, message),
    usage: usageOf(answer, message),
  };
}

function encodeBlock(block: AnswerBlock, answer: ChatAnswer): readonly JsonObject[] {
  const encoded = encodeAnswerBlock(block, answer);
  return encoded === undefined ? [] : [encoded];
}

function startOf(answer: ChatAnswer): JsonObject | undefined {
  if (answer.dialect !== 'anthropic' || answer.startSource === undefined) return undefined;
  const message = parseJsonObject(answer.startSource)?.['message'];
  return isJsonObject(message) ? withoutBedrockKeys(message) : undefined;
}

function stopOf(answer: ChatAnswer, message: JsonObject): JsonObject {
  const delta = finishOf(answer)?.['delta'];
  const sent = isJsonObject(delta) ? news(delta, message) : undefined;
  if (sent !== undefined && answer.stopReason !== 'content_filter') return sent;
  const { stopReason, stopSequence, detail } = answer;
  return {
    ...sent,
    stop_reason: encodeStopReason(stopReason),
    stop_sequence: stopSequence ?? null,
    ...(detail === undefined
      ? {}
      : { stop_details: { type: 'refusal', category: null, explanation: detail } }),
  };
}

/** Members of `message_delta` that say something: a null does not undo what `message_start` said. */
function news(delta: JsonObject, message: JsonObject): JsonObject {
  const entries = Object.entries(delta).filter(
    ([key, value]) => value !== null || !Object.hasOwn(message, key),
  );
  return Object.fromEntries(entries);
}

function finishOf(answer: ChatAnswer): JsonObject | undefined {
  if (answer.dialect !== 'anthropic' || answer.finishSource === undefined) return undefined;
  return parseJsonObject(answer.finishSource);
}

/** Members only Anthropic knows come from its own reports, the later over the earlier; the counts from the hub. */
function usageOf(answer: ChatAnswer, message: JsonObject): JsonObject {
  const start = isJsonObject(message['usage']) ? message['usage'] : {};
  const delta = finishOf(answer)?.['usage'];
  const later = isJsonObject(delta) ? Object.entries(delta).filter(([, value]) => value !== null) : [];
  return {
    ...encodeUsage({}),
    ...start,
    ...Object.fromEntries(later),
    ...encodeUsageDelta(answer.usage),
  };
}
