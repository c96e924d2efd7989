import type { CacheBreakpoint, ContentBlock } from '../../core/chat-block.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';

/**
 * A prompt-cache breakpoint on a part, message or tool: Anthropic's `cache_control`, which many clients send through
 * this format, or OpenAI's `prompt_cache_breakpoint` (its 12 h becomes Claude's longest, 1 h). Unreadable hints are
 * no hints.
 */
export function decodeCache(holder: JsonObject): CacheBreakpoint | undefined {
  const control = holder['cache_control'];
  if (isJsonObject(control) && control['type'] === 'ephemeral') return breakpoint(control['ttl']);
  const explicit = holder['prompt_cache_breakpoint'];
  if (isJsonObject(explicit) && explicit['mode'] === 'explicit') return breakpoint(explicit['ttl']);
  return undefined;
}

function breakpoint(ttl: unknown): CacheBreakpoint {
  if (ttl === '1h' || ttl === '12h') return { ttl: '1h' };
  return ttl === '5m' ? { ttl } : {};
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

/** A tool result's content without its breakpoints, and the last of them: Claude takes them on the result itself. */
export function hoistCache(content: readonly ContentBlock[]): {
  readonly content: readonly ContentBlock[];
  readonly cache: CacheBreakpoint | undefined;
} {
  const cache = content.findLast((block) => block.cache !== undefined)?.cache;
  if (cache === undefined) return { content, cache };
  return { content: content.map((block) => ({ ...block, cache: undefined })), cache };
}
