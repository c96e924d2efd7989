import { isJsonObject, type JsonObject } from '../../main/core/json.ts';
import { checkAnthropicBody } from './validators/anthropic.ts';
import { checkChatBody } from './validators/chat.ts';
import { checkConverseBody } from './validators/converse.ts';
import { checkCursorBody } from './validators/cursor.ts';
import { checkGeminiBody } from './validators/gemini.ts';
import { checkKiroBody } from './validators/kiro.ts';
import { checkOllamaBody } from './validators/ollama.ts';
import { checkResponsesBody } from './validators/responses.ts';

/** What an upstream would refuse a body for, by its own documented rules; empty when nothing. */
export type BodyCheck = (body: JsonObject) => readonly string[];

const envelope = (body: JsonObject): readonly string[] =>
  isJsonObject(body['request']) ? checkGeminiBody(body['request']) : ['request: missing'];

/** One for each upstream: a dialect that is not here fails the matrix. */
export const BODY_CHECKS: Readonly<Record<string, BodyCheck>> = {
  anthropic: (body) => [
    ...checkAnthropicBody(body),
    ...(typeof body['model'] === 'string' ? [] : ['model: missing']),
  ],
  'vertex-claude': (body) => [
    ...checkAnthropicBody(body),
    ...(body['anthropic_version'] === 'vertex-2023-10-16' ? [] : ['anthropic_version: wrong']),
    ...(body['model'] === undefined ? [] : ['model: stands in the path']),
  ],
  'openai-chat': checkChatBody,
  'openai-responses': checkResponsesBody,
  gemini: checkGeminiBody,
  'vertex-gemini': checkGeminiBody,
  antigravity: envelope,
  ollama: checkOllamaBody,
  kiro: checkKiroBody,
  'bedrock-converse': checkConverseBody,
  cursor: checkCursorBody,
};
