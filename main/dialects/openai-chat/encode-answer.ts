import type { AnswerBlock, ChatAnswer } from '../../core/chat-answer.ts';
import type { ChatRequest } from '../../core/chat-request.ts';
import type { AnswerContext } from '../../core/codec.ts';
import type { DialectName } from '../../core/dialect-name.ts';
import { type JsonObject, parseJsonObject } from '../../core/json.ts';
import { type CallShapes, callShapesOf, completeArguments, freeTextOf } from './call-shape.ts';
import { completionId } from './chunk-frame.ts';
import { encodeFinishReason } from './finish-reason.ts';
import { encodeRedactedDetail, encodeThinkingDetail, keptProof } from './reasoning-details.ts';
import { encodeUsage } from './usage.ts';

/** The `chat.completion` object of a whole answer. */
export function encodeAnswer(answer: ChatAnswer, request: ChatRequest, context: AnswerContext): JsonObject {
  const calls = answer.blocks.flatMap(callOf);
  const shapes = callShapesOf(request);
  const [first] = calls;
  const firstCall = first === undefined ? undefined : shapes(first.name, 0);
  return {
    id: completionId(context),
    object: 'chat.completion',
    created: context.createdAt,
    model: request.model,
    choices: [
      {
        index: 0,
        message: {
          ...encodeMessage(answer, calls.length > 0),
          ...encodeCalls(calls, shapes, answer.dialect),
        },
        logprobs: null,
        finish_reason: encodeFinishReason(answer.stopReason, firstCall),
      },
    ],
    usage: encodeUsage(answer.usage),
  };
}

/** A tool call of the answer with its block. */
interface Call {
  readonly id: string;
  readonly name: string;
  readonly block: AnswerBlock;
}

function callOf(block: AnswerBlock): Call[] {
  return block.start.type === 'tool-use' ? [{ id: block.start.id, name: block.start.name, block }] : [];
}

function encodeMessage(answer: ChatAnswer, hasCalls: boolean): JsonObject {
  const refusal = answer.stopReason === 'refusal' && answer.detail !== '' ? (answer.detail ?? null) : null;
  const text = answer.blocks.map((block) => (block.start.type === 'text' ? block.text : '')).join('');
  const isSilent = text === '' && (hasCalls || refusal !== null);
  return { role: 'assistant', content: isSilent ? null : text, refusal, ...encodeReasoning(answer) };
}

/** Only present when there was thinking. */
function encodeReasoning({ blocks, dialect }: ChatAnswer): JsonObject {
  const thinking = blocks.map((block) => block.thinking).join('');
  const details: JsonObject[] = [];
  for (const block of blocks) {
    const detail = encodeDetail(block, dialect, details.length);
    if (detail !== undefined) details.push(detail);
  }
  return {
    ...(thinking === '' ? {} : { reasoning_content: thinking }),
    ...(details.length === 0 ? {} : { reasoning_details: details }),
  };
}

function encodeDetail(
  { start, thinking, signature }: AnswerBlock,
  dialect: DialectName,
  index: number,
): JsonObject | undefined {
  if (start.type === 'redacted-thinking') return encodeRedactedDetail(keptProof(dialect, start.data), index);
  if (start.type === 'thinking') return encodeThinkingDetail(thinking, keptProof(dialect, signature), index);
  return undefined;
}

function encodeCalls(calls: readonly Call[], shapes: CallShapes, upstream: DialectName): JsonObject {
  const functionCall: JsonObject = {};
  const toolCalls: JsonObject[] = [];
  for (const [index, call] of calls.entries()) {
    const shape = shapes(call.name, index);
    if (shape === 'function-call') Object.assign(functionCall, { function_call: calledFunction(call) });
    else toolCalls.push({ ...encodeCall(call, shape), ...unknownMembers(call.block, upstream) });
  }
  return { ...functionCall, ...(toolCalls.length > 0 ? { tool_calls: toolCalls } : {}) };
}

function encodeCall(call: Call, shape: 'function' | 'custom'): JsonObject {
  if (shape === 'function') return { id: call.id, type: 'function', function: calledFunction(call) };
  return {
    id: call.id,
    type: 'custom',
    custom: { name: call.name, input: freeTextOf(call.block.arguments) },
  };
}

function calledFunction(call: Call): JsonObject {
  return { name: call.name, arguments: completeArguments(call.block.arguments) };
}

/** Members of an upstream's call that the hub has no name for, when the upstream speaks this dialect too. */
function unknownMembers(block: AnswerBlock, upstream: DialectName): JsonObject {
  if (upstream !== 'openai-chat') return {};
  return Object.assign({}, ...block.opaqueDeltas.map((delta) => parseJsonObject(delta) ?? {}));
}
