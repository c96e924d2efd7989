import type { CacheBreakpoint } from '../../core/chat-block.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';

/** OpenAI's `prompt_cache_breakpoint`; its 12 h becomes Claude's longest, 1 h. An unreadable hint is no hint. */
export function decodePromptCacheBreakpoint(holder: JsonObject): CacheBreakpoint | undefined {
  const explicit = holder['prompt_cache_breakpoint'];
  return isJsonObject(explicit) && explicit['mode'] === 'explicit' ? breakpoint(explicit['ttl']) : undefined;
}

/** Anthropic's `cache_control`, which clients send through OpenAI's formats too. An unreadable hint is no hint. */
export function decodeCacheControl(holder: JsonObject): CacheBreakpoint | undefined {
  const control = holder['cache_control'];
  return isJsonObject(control) && control['type'] === 'ephemeral' ? breakpoint(control['ttl']) : undefined;
}

function breakpoint(ttl: unknown): CacheBreakpoint {
  if (ttl === '1h' || ttl === '12h') return { ttl: '1h' };
  return ttl === '5m' ? { ttl } : {};
}
