import type { CacheBreakpoint, ContentBlock } from '../../core/chat-block.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';

/**
 * A prompt-cache breakpoint on a part or tool: OpenAI's `prompt_cache_breakpoint` (its 12 h becomes Claude's longest,
 * 1 h), or Anthropic's `cache_control`, which proxies' clients send in any format. Unreadable hints are no hints.
 */
export function decodeCache(holder: JsonObject): CacheBreakpoint | undefined {
  const explicit = holder['prompt_cache_breakpoint'];
  if (isJsonObject(explicit) && explicit['mode'] === 'explicit') return breakpoint(explicit['ttl']);
  const control = holder['cache_control'];
  if (isJsonObject(control) && control['type'] === 'ephemeral') return breakpoint(control['ttl']);
  return undefined;
}

function breakpoint(ttl: unknown): CacheBreakpoint {
  if (ttl === '1h' || ttl === '12h') return { ttl: '1h' };
  return ttl === '5m' ? { ttl } : {};
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
