import type { ChatRequest } from '../core/chat-request.ts';
import { CHARACTERS_PER_TOKEN, inputCharacters } from '../core/input-characters.ts';

/**
 * A rough count of a request's input tokens, made without serialising anything: good enough to tell whether a minute's
 * quota can take it. The true count replaces it when the answer is complete.
 */
export function estimateInputTokens(request: ChatRequest): number {
  return Math.ceil(inputCharacters(request) / CHARACTERS_PER_TOKEN);
}
