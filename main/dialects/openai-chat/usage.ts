import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { totalInputTokens, type Usage } from '../../core/usage.ts';

/** `usage`: OpenAI counts cached tokens inside the prompt and thinking inside the completion. */
export function encodeUsage(usage: Usage): JsonObject {
  const prompt = totalInputTokens(usage);
  const completion = usage.outputTokens ?? 0;
  const encoded = {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: {
      cached_tokens: usage.cacheReadTokens ?? 0,
      cache_write_tokens: usage.cacheWriteTokens ?? 0,
    },
  };
  if (usage.reasoningTokens === undefined) return encoded;
  return { ...encoded, completion_tokens_details: { reasoning_tokens: usage.reasoningTokens } };
}

/** The counts of an OpenAI-compatible server, under OpenAI's names or the server's own; absent stays absent. */
export function decodeUsage(usage: JsonObject): Usage {
  const prompt = count(usage['prompt_tokens']);
  const inside = detailsOf(usage, 'prompt_tokens_details');
  // DeepSeek names its hits at the top; Moonshot puts `cached_tokens` there.
  const cacheReadTokens =
    count(inside['cached_tokens']) ??
    count(usage['prompt_cache_hit_tokens']) ??
    count(usage['cached_tokens']);
  const cacheWriteTokens = count(inside['cache_write_tokens']) ?? count(inside['cache_creation_tokens']);
  const cached = (cacheReadTokens ?? 0) + (cacheWriteTokens ?? 0);
  return {
    inputTokens: prompt === undefined ? undefined : Math.max(0, prompt - cached),
    cacheReadTokens,
    cacheWriteTokens,
    ...decodeOutput(usage, prompt ?? 0),
  };
}

/** Some servers (xAI) leave thinking out of `completion_tokens`: the total gives them away. */
function decodeOutput(usage: JsonObject, prompt: number): Pick<Usage, 'outputTokens' | 'reasoningTokens'> {
  const completion = count(usage['completion_tokens']);
  const reasoningTokens = count(detailsOf(usage, 'completion_tokens_details')['reasoning_tokens']);
  if (completion === undefined || reasoningTokens === undefined)
    return { outputTokens: completion, reasoningTokens };
  const total = count(usage['total_tokens']);
  const isApart = reasoningTokens > completion || total === prompt + completion + reasoningTokens;
  const isAdded = isApart && reasoningTokens > 0;
  return { outputTokens: isAdded ? completion + reasoningTokens : completion, reasoningTokens };
}

function detailsOf(usage: JsonObject, key: string): JsonObject {
  const details = usage[key];
  return isJsonObject(details) ? details : {};
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}
