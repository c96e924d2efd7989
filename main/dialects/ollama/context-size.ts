import type { ChatRequest } from '../../core/chat-request.ts';
import { CHARACTERS_PER_TOKEN, inputCharacters } from '../../core/input-characters.ts';

/** Ollama's own smallest sizes cut prompts of agents; 8,192 tokens hold a system prompt and a question. */
const LEAST = 8_192;
/** Tokenizers differ: local models take up to a third more tokens than Claude's for the same text. */
const MARGIN = 1.35;
/** For an answer of no given length, in tokens. */
const USUAL_ANSWER = 4_096;

/**
 * `num_ctx` for a request: what it needs, rounded up to a power of two, since Ollama loads the model anew whenever the
 * size changes, and no more than the model has, since memory is set aside for all of it. In tokens.
 */
export function contextSize(request: ChatRequest, contextTokens: number): number {
  const input = (inputCharacters(request) / CHARACTERS_PER_TOKEN) * MARGIN;
  const needed = input + (request.maxTokens ?? USUAL_ANSWER);
  const size = 2 ** Math.ceil(Math.log2(Math.max(needed, LEAST)));
  return Math.min(size, contextTokens);
}
