import type { AnswerBlock, ChatAnswer } from '../../core/chat-answer.ts';
import type { ChatRequest } from '../../core/chat-request.ts';
import type { AnswerContext } from '../../core/codec.ts';
import { isJsonObject, type JsonObject, parseJsonObject } from '../../core/json.ts';
import { encodeAnswerStatus, refusalOf } from './answer-status.ts';
import { type CallShape, callShapesOf, completeArguments, freeTextOf } from './call-shape.ts';
import { FreeTextReader } from './free-text-reader.ts';
import { keptMembers } from './kept-members.ts';
import {
  type CallFacts,
  customCallItem,
  encryptRedacted,
  encryptThinking,
  functionCallItem,
  messageItem,
  nativeCallItem,
  reasoningItem,
  refusalPart,
  textPart,
} from './output-item.ts';
import { answerId, responseObject } from './response-frame.ts';
import { encodeUsage } from './usage.ts';

/** The response object of a whole answer. */
export function encodeAnswer(answer: ChatAnswer, request: ChatRequest, context: AnswerContext): JsonObject {
  const { status, reason } = encodeAnswerStatus(answer.stopReason);
  return responseObject(request, context, {
    status,
    error: null,
    incomplete_details: reason === undefined ? null : { reason },
    usage: encodeUsage(answer.usage),
    output: outputOf(answer, request, context),
  });
}

function outputOf(answer: ChatAnswer, request: ChatRequest, context: AnswerContext): JsonObject[] {
  const shapes = callShapesOf(request);
  const isCut = encodeAnswerStatus(answer.stopReason).status === 'incomplete';
  const output: JsonObject[] = [];
  const idFor = (prefix: string) => `${answerId(prefix, context)}_${output.length}`;
  for (const block of answer.blocks) {
    const whole = { block, answer, idFor, isCut: isCut && block === answer.blocks.at(-1) };
    const item = encodeBlock(whole, shapes);
    if (item !== undefined) output.push(item);
  }
  const refusal = refusalOf(answer.stopReason, answer.detail);
  if (refusal !== undefined) output.push(messageItem(idFor('msg'), 'completed', refusalPart(refusal)));
  return output;
}

interface WholeBlock {
  readonly block: AnswerBlock;
  readonly answer: ChatAnswer;
  readonly isCut: boolean;
  idFor(prefix: string): string;
}

function encodeBlock(whole: WholeBlock, shapes: (name: string) => CallShape): JsonObject | undefined {
  const { block, answer, idFor, isCut } = whole;
  const { start } = block;
  const isOwn = answer.dialect === 'openai-responses';
  switch (start.type) {
    case 'text': {
      const part = textPart(block.text, isOwn ? annotationsOf(block) : []);
      const item = messageItem(idFor('msg'), isCut ? 'incomplete' : 'completed', part);
      return { ...item, ...keptMembers(isOwn ? block.source : undefined) };
    }
    case 'thinking': {
      const encrypted = encryptThinking(answer.dialect, block.thinking, block.signature);
      return reasoningItem(idFor('rs'), block.thinking, encrypted);
    }
    case 'redacted-thinking':
      return reasoningItem(idFor('rs'), '', encryptRedacted(answer.dialect, start.data));
    case 'tool-use':
      return encodeCall(whole, start.id, shapes(start.name));
    case 'opaque': {
      const sent = isOwn && block.source !== undefined ? parseJsonObject(block.source) : undefined;
      return sent === undefined ? undefined : { ...sent, id: idFor('item') };
    }
  }
}

function encodeCall({ block, idFor, isCut }: WholeBlock, callId: string, shape: CallShape): JsonObject {
  const json = block.arguments;
  const isBroken = isCut && parseJsonObject(json) === undefined;
  const status: CallFacts['status'] = isBroken ? 'incomplete' : 'completed';
  switch (shape.kind) {
    case 'function':
      return functionCallItem({ id: idFor('fc'), callId, status }, shape, completeArguments(json));
    case 'custom':
      return customCallItem({ id: idFor('ctc'), callId, status }, shape, inputOf(json, isBroken));
    case 'native':
      return nativeCallItem({ id: idFor('call'), callId, status }, shape.name, json);
  }
}

/** Of arguments that broke off, what there is of the text. */
function inputOf(json: string, isBroken: boolean): string {
  if (!isBroken) return freeTextOf(json);
  const reader = new FreeTextReader();
  reader.push(json);
  reader.end();
  return reader.text;
}

function annotationsOf(block: AnswerBlock): unknown[] {
  return block.opaqueDeltas
    .map((source) => parseJsonObject(source)?.['annotation'])
    .filter((annotation) => isJsonObject(annotation));
}
