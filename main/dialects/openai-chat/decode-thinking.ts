import type { RedactedThinkingBlock, ThinkingBlock } from '../../core/chat-block.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { isClaudes } from './reasoning-details.ts';

type Thinking = ThinkingBlock | RedactedThinkingBlock;

/**
 * The thinking an assistant message brings back beside its content: `thinking_blocks` (LiteLLM's name, Anthropic's
 * shape), else `reasoning_details` (OpenRouter's). Only what carries a proof counts: a signature or encrypted data.
 * Plain `reasoning_content` has none, and Claude refuses it. Broken items are skipped: no request fails over them.
 */
export function decodeThinking(message: JsonObject): Thinking[] {
  const blocks = objectsOf(message['thinking_blocks']);
  if (blocks.length > 0) return blocks.flatMap(decodeThinkingBlock);
  return joinByIndex(objectsOf(message['reasoning_details']).filter(isClaudes)).flatMap(decodeDetail);
}

function decodeThinkingBlock(block: JsonObject): Thinking[] {
  if (block['type'] === 'redacted_thinking') return redacted(block['data']);
  return block['type'] === 'thinking' ? signed(block['thinking'], block['signature']) : [];
}

function decodeDetail(detail: JsonObject): Thinking[] {
  if (detail['type'] === 'reasoning.encrypted') return redacted(detail['data']);
  return detail['type'] === 'reasoning.text' ? signed(detail['text'], detail['signature']) : [];
}

function signed(thinking: unknown, signature: unknown): Thinking[] {
  if (typeof signature !== 'string' || signature === '') return [];
  return [{ type: 'thinking', thinking: textOf(thinking), signature }];
}

function redacted(data: unknown): Thinking[] {
  return typeof data === 'string' && data !== '' ? [{ type: 'redacted-thinking', data }] : [];
}

/** Clients that gather a stream's items without joining them send a block's text and signature apart. */
function joinByIndex(details: readonly JsonObject[]): JsonObject[] {
  const joined: JsonObject[] = [];
  for (const detail of details) {
    const last = joined.at(-1);
    if (last === undefined || !isContinued(last, detail)) joined.push(detail);
    else joined[joined.length - 1] = join(last, detail);
  }
  return joined;
}

function isContinued(last: JsonObject, next: JsonObject): boolean {
  const isText = last['type'] === 'reasoning.text' && next['type'] === 'reasoning.text';
  return isText && typeof next['index'] === 'number' && last['index'] === next['index'];
}

function join(last: JsonObject, next: JsonObject): JsonObject {
  const signature = textOf(last['signature']) + textOf(next['signature']);
  return { ...last, text: textOf(last['text']) + textOf(next['text']), signature };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function objectsOf(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
