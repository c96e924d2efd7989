import type { CacheBreakpoint, ContentBlock } from '../../core/chat-block.ts';
import type { JsonObject } from '../../core/json.ts';
import { decodeCacheControl, decodePromptCacheBreakpoint } from '../openai-vocabulary/decode-cache-hint.ts';

/** A prompt-cache breakpoint on a part, message or tool. Many clients send Anthropic's through this format: it wins. */
export function decodeCache(holder: JsonObject): CacheBreakpoint | undefined {
  return decodeCacheControl(holder) ?? decodePromptCacheBreakpoint(holder);
}

/** Puts a message's breakpoint on its last block that may carry one. */
export function cacheLast<Block extends ContentBlock>(
  blocks: readonly Block[],
  cache: CacheBreakpoint | undefined,
): readonly Block[] {
  if (cache === undefined) return blocks;
  const last = blocks.findLastIndex(
    (block) => block.type !== 'thinking' && block.type !== 'redacted-thinking',
  );
  return blocks.map((block, i) => (i === last ? { ...block, cache } : block));
}
