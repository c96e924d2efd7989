import type { CacheBreakpoint } from '../../core/chat-block.ts';
import type { JsonObject } from '../../core/json.ts';
import { decodeCacheControl, decodePromptCacheBreakpoint } from '../openai-vocabulary/decode-cache-hint.ts';

/** A prompt-cache breakpoint on a part or tool: OpenAI's own, else Anthropic's. */
export function decodeCache(holder: JsonObject): CacheBreakpoint | undefined {
  return decodePromptCacheBreakpoint(holder) ?? decodeCacheControl(holder);
}
