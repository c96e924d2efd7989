import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { totalInputTokens, type Usage } from '../../core/usage.ts';

/** `usage`: OpenAI counts cached tokens inside the input and thinking inside the output. Clients read every member. */
export function encodeUsage(usage: Usage): JsonObject {
  const input = totalInputTokens(usage);
  const output = usage.outputTokens ?? 0;
  return {
    input_tokens: input,
    input_tokens_details: {
      cached_tokens: usage.cacheReadTokens ?? 0,
      cache_write_tokens: usage.cacheWriteTokens ?? 0,
    },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: usage.reasoningTokens ?? 0 },
    total_tokens: input + output,
  };
}

/** An upstream's counts; absent stays absent. */
export function decodeUsage(usage: JsonObject): Usage {
  const input = count(usage['input_tokens']);
  const inside = detailsOf(usage, 'input_tokens_details');
  const cacheReadTokens = count(inside['cached_tokens']);
  const cacheWriteTokens = count(inside['cache_write_tokens']);
  const cached = (cacheReadTokens ?? 0) + (cacheWriteTokens ?? 0);
  return {
    inputTokens: input === undefined ? undefined : Math.max(0, input - cached),
    cacheReadTokens,
    cacheWriteTokens,
    outputTokens: count(usage['output_tokens']),
    reasoningTokens: count(detailsOf(usage, 'output_tokens_details')['reasoning_tokens']),
  };
}

function detailsOf(usage: JsonObject, key: string): JsonObject {
  const details = usage[key];
  return isJsonObject(details) ? details : {};
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}
